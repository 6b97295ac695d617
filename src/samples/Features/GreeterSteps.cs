using Reqnroll;
using ScriptWs.ReqnrollPlugin;
using ScriptWs.Testing;

[assembly: StepFile("features/steps.js")]

namespace ScriptWs.Samples.Features;

/// <summary>A step of this project; most others come with the plugin.</summary>
[Binding]
public sealed class GreeterSteps(World world)
{
    [Given("the greeter is open")]
    public async Task GivenTheGreeterIsOpen()
    {
        world.Setup.UseScriptFile(Path.Combine(AppContext.BaseDirectory, "greeter.js"));
        await world.StartServerAsync();
    }
}
