using Reqnroll;
using ScriptWs.Testing;

namespace ScriptWs.Tests.Samples;

// The README's steps in C#, compiled; no run of these tests uses them.

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
