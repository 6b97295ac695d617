using Reqnroll;
using ScriptWs.Testing;

namespace ScriptWs.Tests.Samples;

// The steps in C# of docs/testing.md, compiled. No test runs them.

[Binding]
public sealed class HelloSteps(World world)
{
    [Given("{word} and {word} are here")]
    public async Task GivenTwoAreHere(string one, string other)
    {
        await world.ConnectAsync(one);
        await world.ConnectAsync(other);
    }
}
