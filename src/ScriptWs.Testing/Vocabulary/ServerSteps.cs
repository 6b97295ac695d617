using ScriptWs.Configuration;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>How the scenario's server begins and ends.</summary>
[Binding, StepGroup(Groups.Server)]
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
        world.NeedsOwnServer();
        world.Setup.UseScript(script);
        await world.StartServerAsync().ConfigureAwait(false);
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

    [When("the server stops/(has )stopped")]
    [Given("the server stops/(has )stopped")]
    public async Task WhenTheServerStops() => await Own().StopAsync().ConfigureAwait(false);

    [Then("the server stops/(has )stopped")]
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

    [When("the server begins/(has )begun to stop")]
    [Given("the server begins/(has )begun to stop")]
    public async Task WhenTheServerBeginsToStop()
    {
        _ = Own().StopAsync();
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("the server restarts/(has )restarted")]
    [Given("the server restarts/(has )restarted")]
    public async Task WhenTheServerRestarts() => await Own().RestartAsync().ConfigureAwait(false);

    [When("C# code broadcasts {string}")]
    public void WhenCSharpBroadcasts(string text) => Own().Broadcast(text);

    [Then("the server does not start, and says:")]
    public void ThenTheServerDoesNotStart(string sentences)
    {
        var refusal = _refusal?.Replace(world.Setup.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) ?? "it started";
        if (refusal != sentences) throw new StepFailedException("The server says something else.", sentences, refusal);
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
