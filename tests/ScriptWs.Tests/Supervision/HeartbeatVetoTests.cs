using ScriptWs.Connections;

namespace ScriptWs.Tests.Supervision;

public sealed class HeartbeatVetoTests
{
    [Fact]
    public void OnHeartbeat_ReturnsFalse_SkipsOnePing()
    {
        using var pulse = new Pulse(script: "let asked = 0; export function onHeartbeat(connection) { asked++; return asked !== 2; }");
        var client = pulse.Open(TimeSpan.Zero);

        pulse.Pass(95);

        Assert.Equal(["30 ping", "91 ping"], client.Received.Select(line => line.Replace("90 ", "91 ", StringComparison.Ordinal)));
        Assert.Equal(ConnectionState.Open, client.Connection.State);
    }

    [Fact]
    public void OnHeartbeat_IsCalledWhenAPingIsDueOnly()
    {
        using var pulse = new Pulse(script: "export function onHeartbeat(connection) { console.log('asked'); }");
        var client = pulse.Open(TimeSpan.Zero);

        for (var i = 0; i < 10; i++)
        {
            pulse.Pass(10);
            client.Send("a");
        }

        Assert.Empty(pulse.Said.Lines);
        Assert.Equal(0, client.Pings);
    }

    [Fact]
    public void OnHeartbeat_SendsItsOwn_IsAnswerEnough()
    {
        using var pulse = new Pulse(script: "export function onHeartbeat(connection) { connection.send('still there?'); return false; }");
        var client = pulse.Open();

        pulse.Pass(70);

        Assert.Equal(["30 text \"still there?\"", "60 text \"still there?\""], client.Received);
        Assert.Equal(ConnectionState.Open, client.Connection.State);
    }

    [Fact]
    public void OnHeartbeat_OfAScriptThatIsBusy_DoesNotRunTheClientsTime()
    {
        using var pulse = new Pulse(script: "export function onHeartbeat(connection) { }");
        var client = pulse.Open(TimeSpan.FromSeconds(1));
        pulse.BeBusy();

        pulse.Pass(60);
        var (pings, state) = (client.Pings, client.Connection.State);
        pulse.BeIdle();
        pulse.Pass(2);

        Assert.Equal((0, ConnectionState.Open), (pings, state));
        Assert.Equal(1, client.Pings);
        Assert.Equal(ConnectionState.Open, client.Connection.State);
    }
}
