namespace ScriptWs.Testing.Vocabulary;

/// <summary>Which script runs, and what it logs.</summary>
[Binding, StepGroup(Groups.Script)]
internal sealed class ScriptSteps(World world, ExpectedLog log)
{
    [Given("the script( becomes):")]
    public async Task GivenTheScript(string source)
    {
        world.NeedsOwnServer();
        world.Setup.UseScript(source);
        await world.ReloadAsync().ConfigureAwait(false);
    }

    [When("the script( becomes):")]
    public async Task WhenTheScriptBecomes(string source)
    {
        await world.StartPlannedAsync().ConfigureAwait(false);
        await GivenTheScript(source).ConfigureAwait(false);
    }

    [Given("the script is rolled back")]
    [When("the script is rolled back")]
    public async Task WhenTheScriptIsRolledBack()
    {
        var server = await world.OwnServerAsync().ConfigureAwait(false);
        await server.RollbackAsync().ConfigureAwait(false);
    }

    [Given("generation {int} runs")]
    [Then("generation {int} runs")]
    public async Task ThenGenerationRuns(int generation)
    {
        var server = await world.OwnServerAsync().ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
        var start = TimeProvider.System.GetTimestamp();
        // A version that fails is taken back by a thread of its own.
        while (server.Scripts[0].Generation != generation && TimeProvider.System.GetElapsedTime(start) < TestClient.Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
        if (server.Scripts[0].Generation is var live && live != generation)
            throw new StepFailedException("Another generation runs.", $"{generation}", $"{live}");
    }

    [Then("the script logs {string}")]
    public async Task ThenTheScriptLogs(string text) =>
        await log.ExpectAsync("the script's console", text, entry => entry.IsScript && entry.Text == text).ConfigureAwait(false);

    [Then("the script logs nothing( more)")]
    public async Task ThenTheScriptLogsNothing()
    {
        await world.SettleAsync().ConfigureAwait(false);
        var lines = world.Log.Where(entry => entry.IsScript && !log.HasSeen(entry)).ToList();
        if (lines.Count > 0) throw new StepFailedException("The script logged something.", "nothing", string.Join('\n', lines.Select(line => line.Text)));
    }
}
