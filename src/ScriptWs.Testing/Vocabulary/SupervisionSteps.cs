using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>What befalls a server, and what it does about it.</summary>
[Binding, StepGroup(Groups.Server)]
internal sealed class SupervisionSteps(World world) : IDisposable
{
    private TcpListener? _otherProgram;

    [When("all listeners die/(have )died")]
    [Given("all listeners die/(have )died")]
    public async Task WhenAllListenersDie()
    {
        world.AnnounceLog("its socket was closed");
        FaultInjection.KillListeners(await world.OwnServerAsync().ConfigureAwait(false));
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("another program {takes} the port")]
    [Given("another program {takes} the port")]
    public async Task WhenAnotherProgramTakesThePort(PortUse use)
    {
        await world.StartPlannedAsync().ConfigureAwait(false);
        Dispose();
        if (use == PortUse.Leaves) return;
        _otherProgram = new TcpListener(IPAddress.Parse(Address().Host), Address().Port);
        _otherProgram.Start();
    }

    [Then("{name} can connect")]
    public async Task ThenCanConnect(ClientName name)
    {
        var client = await world.ConnectAsync(name).ConfigureAwait(false);
        if (client.Status != 101) throw new StepFailedException($"{name} was not let in.", "101", $"{client.Status}");
    }

    [Then("no client can connect")]
    public async Task ThenNoClientCanConnect()
    {
        await world.OwnServerAsync().ConfigureAwait(false);
        using var client = new TcpClient();
        try
        {
            using var patience = new CancellationTokenSource(TestClient.Patience, TimeProvider.System);
            await client.ConnectAsync(Address().Host, Address().Port, patience.Token).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return;
        }

        throw new StepFailedException("A client can connect.", "no listener", $"a listener at {Address()}");
    }

    [Then("the server has stopped with {string}")]
    public async Task ThenTheServerHasStoppedWith(string text)
    {
        var server = await world.OwnServerAsync().ConfigureAwait(false);
        try
        {
            await server.Completion.WaitAsync(TestClient.Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (ScriptWsException e) when (e.Message.Contains(text, StringComparison.Ordinal))
        {
            return;
        }
        catch (Exception e) when (e is ScriptWsException or TimeoutException)
        {
            throw new StepFailedException("The server did not stop so.", text, e is TimeoutException ? "it runs" : e.Message);
        }

        throw new StepFailedException("The server shut down cleanly.", text, "no failure");
    }

    public void Dispose()
    {
        _otherProgram?.Dispose();
        _otherProgram = null;
    }

    private Uri Address() => world.StartedAt ?? throw new StepFailedException("No server has been started; write a step before that starts one.");
}
