using ScriptWs.Configuration;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>How the scenario's server begins and ends.</summary>
[Binding, StepGroup(Groups.Server)]
internal sealed class ServerSteps(World world)
{
    private string? _refusal;

    [Given("an echo server")]
    public void GivenAnEchoServer()
    {
        // A server that was there before is taken for one.
        if (world.Url is null) world.PlanServer();
    }

    [Given("a server with the script:")]
    public void GivenAServerWithTheScript(string script)
    {
        world.Setup.UseScript(script);
        world.PlanServer();
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
    public async Task WhenTheServerStops() => await (await world.OwnServerAsync().ConfigureAwait(false)).StopAsync().ConfigureAwait(false);

    [Then("the server stops/(has )stopped")]
    public async Task ThenTheServerHasStopped()
    {
        var server = await world.OwnServerAsync().ConfigureAwait(false);
        try
        {
            await server.Completion.WaitAsync(TestClient.Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var found = $"one that listens on {string.Join(", ", server.Addresses)}";
            throw new StepFailedException("The server still runs.", "a server that has stopped", found);
        }
    }

    [When("the server begins/(has )begun to stop")]
    [Given("the server begins/(has )begun to stop")]
    public async Task WhenTheServerBeginsToStop()
    {
        _ = (await world.OwnServerAsync().ConfigureAwait(false)).StopAsync();
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("the server restarts/(has )restarted")]
    [Given("the server restarts/(has )restarted")]
    public async Task WhenTheServerRestarts()
    {
        var server = await world.OwnServerAsync().ConfigureAwait(false);
        await server.RestartAsync().ConfigureAwait(false);
    }

    [When("C# code broadcasts {string}")]
    public async Task WhenCSharpBroadcasts(string text) => (await world.OwnServerAsync().ConfigureAwait(false)).Broadcast(text);

    [Then("the server does not start, and says:")]
    public void ThenTheServerDoesNotStart(string sentences)
    {
        var refusal = _refusal?.Replace(world.Setup.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal) ?? "it started";
        if (refusal != sentences) throw new StepFailedException("The server says something else.", sentences, refusal);
    }

    [Then("the server has {int} connection(s)")]
    public async Task ThenTheServerHasConnections(int count)
    {
        var server = await world.OwnServerAsync().ConfigureAwait(false);
        if (await world.EventuallyAsync(() => server.ConnectionCount == count).ConfigureAwait(false)) return;
        throw new StepFailedException("The server has another number of connections.", $"{count}", $"{server.ConnectionCount}");
    }
}
