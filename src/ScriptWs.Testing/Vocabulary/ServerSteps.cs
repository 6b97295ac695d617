using ScriptWs.Configuration;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>What the scenario's server is, and what happens to it.</summary>
[Binding]
internal sealed class ServerSteps(World world)
{
    private string? _refusal;

    [Given("an echo server")]
    public async Task GivenAnEchoServer()
    {
        // A server that was there before is taken for one.
        if (world.Url is null) await world.StartServerAsync().ConfigureAwait(false);
    }

    [Given("a server with the script:")]
    public async Task GivenAServerWithTheScript(string script)
    {
        GivenTheScript(script);
        await world.StartServerAsync().ConfigureAwait(false);
    }

    [Given("the script:")]
    public void GivenTheScript(string script)
    {
        world.NeedsOwnServer();
        world.Setup.UseScript(script);
    }

    [Given("the file {string}:")]
    public void GivenTheFile(string path, string content)
    {
        world.NeedsOwnServer();
        world.Setup.AddFile(path, content);
    }

    [Given("the setting {word} is {string}")]
    public void GivenTheSetting(string path, string value)
    {
        world.NeedsOwnServer();
        world.Setup.Set(path, value);
    }

    [Given("the settings:")]
    public void GivenTheSettings(string json)
    {
        world.NeedsOwnServer();
        world.Setup.UseSettings(json);
    }

    [When("the server starts")]
    public async Task WhenTheServerStarts()
    {
        try
        {
            await world.StartServerAsync().ConfigureAwait(false);
        }
        catch (ConfigurationException e)
        {
            _refusal = string.Join('\n', e.Errors);
        }
        catch (ScriptWsException e)
        {
            _refusal = e.Message;
        }
    }

    [When("the server stops")]
    [Given("the server was stopped")]
    public async Task WhenTheServerStops() => await Own().StopAsync().ConfigureAwait(false);

    [When("the server begins to stop")]
    [Given("the server has begun to stop")]
    public async Task WhenTheServerBeginsToStop()
    {
        _ = Own().StopAsync();
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("the server restarts")]
    [Given("the server has restarted")]
    public async Task WhenTheServerRestarts() => await Own().RestartAsync().ConfigureAwait(false);

    [When("C# code broadcasts {string}")]
    public void WhenCSharpBroadcasts(string text) => Own().Broadcast(text);

    [Then("the server does not start, and says:")]
    public void ThenTheServerDoesNotStart(string sentences)
    {
        var refusal = _refusal?.Replace(world.Setup.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) ?? "it started";
        if (refusal != sentences) throw new StepFailedException("The server says something else.", sentences, refusal);
    }

    [Then("the server runs")]
    public void ThenTheServerRuns()
    {
        if (_refusal is not null || Own().Addresses.Count == 0) throw new StepFailedException("The server does not run.", "a server that listens", _refusal ?? "one that has stopped");
    }

    [Then("the server has stopped")]
    public async Task ThenTheServerHasStopped()
    {
        try
        {
            await Own().Completion.WaitAsync(TestClient.Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new StepFailedException("The server still runs.", "a server that has stopped", $"one that listens on {string.Join(", ", Own().Addresses)}");
        }
    }

    [Then("the server has {int} connection(s)")]
    public async Task ThenTheServerHasConnections(int count)
    {
        if (!await world.EventuallyAsync(() => Own().ConnectionCount == count).ConfigureAwait(false)) throw new StepFailedException("The server has another number of connections.", $"{count}", $"{Own().ConnectionCount}");
    }

    private ScriptWsServer Own()
    {
        world.NeedsOwnServer();
        return world.Server ?? throw new StepFailedException("No server has been started; write a step before that starts one.");
    }
}
