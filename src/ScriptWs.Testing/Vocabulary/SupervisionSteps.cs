using System.Net;
using System.Net.Sockets;
using ScriptWs.Diagnostics;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>What befalls a server, and what it does about it.</summary>
[Binding]
internal sealed class SupervisionSteps(World world) : IDisposable
{
    private TcpListener? _otherProgram;

    [When("all listeners die")]
    [Given("all listeners have died")]
    public async Task WhenAllListenersDie()
    {
        FaultInjection.KillListeners(Own());
        await world.SettleAsync().ConfigureAwait(false);
    }

    [Given("another program has taken the port")]
    public void GivenAnotherProgramHasTakenThePort()
    {
        _otherProgram = new TcpListener(IPAddress.Parse(Address().Host), Address().Port);
        _otherProgram.Start();
    }

    [When("the other program ends")]
    [Given("the other program has ended")]
    public void WhenTheOtherProgramEnds() => Dispose();

    [When("the server stands still for {duration}")]
    public async Task WhenTheServerStandsStill(TimeSpan time)
    {
        world.NeedsOwnServer();
        await world.SettleAsync().ConfigureAwait(false);
        world.Clock.Skip(time);
    }

    [Then("{name} can connect")]
    public async Task ThenCanConnect(string name)
    {
        var client = await world.ConnectAsync(name).ConfigureAwait(false);
        if (client.Status != 101) throw new StepFailedException($"{name} was not let in.", "101", $"{client.Status}");
    }

    [Then("nobody can connect")]
    public async Task ThenNobodyCanConnect()
    {
        Own();
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

        throw new StepFailedException("Somebody can connect.", "nobody who listens", $"somebody at {Address()}");
    }

    [Then("the server has stopped with {string}")]
    public async Task ThenTheServerHasStoppedWith(string text)
    {
        try
        {
            await Own().Completion.WaitAsync(TestClient.Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (ScriptWsException e) when (e.Message.Contains(text, StringComparison.Ordinal))
        {
            return;
        }
        catch (Exception e) when (e is ScriptWsException or TimeoutException)
        {
            throw new StepFailedException("The server did not stop so.", text, e is TimeoutException ? "it runs" : e.Message);
        }

        throw new StepFailedException("The server stopped in good order.", text, "no failure");
    }

    public void Dispose()
    {
        _otherProgram?.Dispose();
        _otherProgram = null;
    }

    private Uri Address() => world.StartedAt ?? throw new StepFailedException("No server has been started; write a step before that starts one.");

    private ScriptWsServer Own()
    {
        world.NeedsOwnServer();
        return world.Server ?? throw new StepFailedException("No server has been started; write a step before that starts one.");
    }
}
