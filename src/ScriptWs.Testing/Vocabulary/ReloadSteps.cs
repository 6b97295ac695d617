namespace ScriptWs.Testing.Vocabulary;

/// <summary>Files that change while the server runs. A step saves and reloads; watching files is the unit tests' business.</summary>
[Binding]
internal sealed class ReloadSteps(World world)
{
    [Given("the script becomes:")]
    [When("the script becomes:")]
    public async Task WhenTheScriptBecomes(string source)
    {
        world.Setup.UseScript(source);
        await ReloadAsync().ConfigureAwait(false);
    }

    [Given("the file {string} becomes:")]
    [When("the file {string} becomes:")]
    public async Task WhenTheFileBecomes(string path, string content)
    {
        world.Setup.AddFile(path, content);
        await ReloadAsync().ConfigureAwait(false);
    }

    [When("the setting {word} becomes {string}")]
    public async Task WhenTheSettingBecomes(string path, string value)
    {
        world.Setup.Set(path, value);
        world.Setup.Write();
        await ReloadAsync().ConfigureAwait(false);
    }

    [Given("the script is rolled back")]
    [When("the script is rolled back")]
    public async Task WhenTheScriptIsRolledBack() => await Own().RollbackAsync().ConfigureAwait(false);

    [Given("generation {int} runs")]
    [Then("generation {int} runs")]
    public async Task ThenGenerationRuns(int generation)
    {
        await world.SettleAsync().ConfigureAwait(false);
        var start = TimeProvider.System.GetTimestamp();
        // A version that fails is taken back by a thread of its own.
        while (Own().Scripts[0].Generation != generation && TimeProvider.System.GetElapsedTime(start) < TestClient.Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System).ConfigureAwait(false);
        if (Own().Scripts[0].Generation != generation) throw new StepFailedException("Another generation runs.", $"{generation}", $"{Own().Scripts[0].Generation}");
    }

    private async Task ReloadAsync()
    {
        world.Setup.WriteFiles();
        await Own().ReloadAsync().ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    private ScriptWsServer Own()
    {
        world.NeedsOwnServer();
        return world.Server ?? throw new StepFailedException("No server has been started; write a step before that starts one.");
    }
}
