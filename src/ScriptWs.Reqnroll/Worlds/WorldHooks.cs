using Reqnroll;

namespace ScriptWs.ReqnrollPlugin.Worlds;

/// <summary>Ends a scenario's world behind all other hooks, so that they still have it.</summary>
[Binding]
internal sealed class WorldHooks(ScenarioWorld world, ScenarioContext scenario)
{
    [AfterScenario(Order = int.MaxValue)]
    public async Task EndWorld()
    {
        // An argument that could not be converted has failed no step that was invoked.
        if (scenario.TestError is not null) world.Fail();
        await world.EndAsync().ConfigureAwait(false);
    }
}
