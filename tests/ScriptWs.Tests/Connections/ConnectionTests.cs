using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Connections;

public sealed class ConnectionTests
{
    [Fact]
    public void Message_Arrives_AnsweredInOneWrite()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();
        var before = transport.Writes;

        transport.Push([.. ClientFrame.Text("a"), .. ClientFrame.Text("b"), .. ClientFrame.Text("c")]);

        Assert.Equal(["text \"a\"", "text \"b\"", "text \"c\""], Wire.Received(transport));
        Assert.Equal(1, transport.Writes - before);
    }

    [Fact]
    public void ClientClose_AfterMessages_AnsweredBehindTheirAnswers()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();

        transport.Push([.. ClientFrame.Text("a"), .. ClientFrame.Close(1000, "done")]);

        Assert.Equal(["text \"a\"", "close 1000 \"done\""], Wire.Received(transport));
        Assert.True(transport.OutputClosed);
        Assert.Equal(["connect", "text a", "disconnect 1000 done"], wire.Events);
        Assert.Equal(0, wire.Registry.Count);
        Assert.NotEqual(ConnectionState.Open, connection.State);
    }

    [Fact]
    public void ClientClose_WithoutCode_AnsweredWithoutCode()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();

        transport.Push(ClientFrame.Close());

        Assert.Equal(["close"], Wire.Received(transport));
        Assert.Equal(["connect", "disconnect 1005"], wire.Events);
    }

    [Fact]
    public void Violation_AfterMessage_AnswerGoesOutFirst()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();

        transport.Push([.. ClientFrame.Text("a"), 0x83, 0x80, 0, 0, 0, 0]);

        var received = Wire.Received(transport);
        Assert.Equal("text \"a\"", received[0]);
        Assert.StartsWith("close 1002 \"RFC 6455 §5.2", received[1], StringComparison.Ordinal);
        Assert.True(transport.OutputClosed);
    }

    [Fact]
    public void Violation_ThenMoreBytes_AreDroppedUntilTheClientLeaves()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();
        transport.Push([0x83, 0x80, 0, 0, 0, 0]);
        transport.TakeOutput();

        transport.Push(ClientFrame.Text("late"));
        transport.Finish();

        Assert.Empty(transport.TakeOutput());
        Assert.DoesNotContain("text late", wire.Events);
        Assert.False(transport.Aborted);
    }

    [Fact]
    public void Close_ByServer_WaitsForTheClientsCloseThenEndsTcp()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();

        connection.Close(CloseStatuses.Bye);
        var before = transport.OutputClosed;
        transport.Push([.. ClientFrame.Text("skipped"), .. ClientFrame.Close(1000)]);

        Assert.False(before);
        Assert.True(transport.OutputClosed);
        Assert.Equal(["close 1000 \"bye\""], Wire.Received(transport));
        Assert.Equal(["connect", "disconnect 1000 bye"], wire.Events);
    }

    [Fact]
    public void Close_Twice_SendsOneCloseFrame()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();

        connection.Close(CloseStatuses.Bye);
        connection.Close(CloseStatuses.ShuttingDown);
        connection.Send("after the close");

        Assert.Equal(["close 1000 \"bye\""], Wire.Received(transport));
    }

    [Fact]
    public void Close_ClientNeverAnswers_WireIsDroppedAfterCloseTimeout()
    {
        var wire = new Wire(new LimitsOptions { CloseTimeout = TimeSpan.FromSeconds(5) });
        var (transport, connection) = wire.Open();

        connection.Close(CloseStatuses.Bye);
        wire.Clock.Advance(TimeSpan.FromSeconds(4.9));
        var before = transport.Aborted;
        wire.Clock.Advance(TimeSpan.FromSeconds(0.2));

        Assert.False(before);
        Assert.True(transport.Aborted);
    }

    [Fact]
    public void Wire_Breaks_DisconnectIs1006Once()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();

        transport.Finish();

        Assert.Equal(["connect", "disconnect 1006"], wire.Events);
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal(SendResult.Dropped, connection.Send("gone"));
    }

    [Fact]
    public void Ping_Arrives_PongCarriesItsPayload()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();

        transport.Push(ClientFrame.Ping("are you there"));

        Assert.Equal(["pong \"are you there\""], Wire.Received(transport));
    }

    [Fact]
    public void Ping_ByServer_AnswerSetsLatency()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        connection.Ping();
        var payload = transport.TakeOutput()[2..];

        wire.Clock.Advance(TimeSpan.FromMilliseconds(40));
        transport.Push(ClientFrame.Of(Opcode.Pong, [1, 2, 3]));
        var unsolicited = connection.Latency;
        transport.Push(ClientFrame.Of(Opcode.Pong, payload));

        Assert.Null(unsolicited);
        Assert.Equal(TimeSpan.FromMilliseconds(40), connection.Latency);
    }

    [Fact]
    public void MessageRate_Exceeded_ClosesWith1008BehindTheAnswers()
    {
        var wire = new Wire(new LimitsOptions { MessageRate = new RateOptions(2, TimeSpan.FromSeconds(1)) });
        var (transport, _) = wire.Open();

        transport.Push([.. ClientFrame.Text("1"), .. ClientFrame.Text("2"), .. ClientFrame.Text("3")]);

        Assert.Equal(["text \"1\"", "text \"2\"", "close 1008 \"too many messages\""], Wire.Received(transport));
    }

    [Fact]
    public void MessageRate_AfterTime_AllowsAgain()
    {
        var wire = new Wire(new LimitsOptions { MessageRate = new RateOptions(2, TimeSpan.FromSeconds(1)) });
        var (transport, _) = wire.Open();

        transport.Push([.. ClientFrame.Text("1"), .. ClientFrame.Text("2")]);
        wire.Clock.Advance(TimeSpan.FromSeconds(0.5));
        transport.Push(ClientFrame.Text("3"));

        Assert.Equal(["text \"1\"", "text \"2\"", "text \"3\""], Wire.Received(transport));
    }

    [Fact]
    public void FairShare_ManyMessagesAtOnce_AllAnsweredInOrder()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();
        var frames = Enumerable.Range(0, 1000).SelectMany(i => ClientFrame.Text($"{i}")).ToArray();

        transport.Push(frames);

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"text \"{i}\""), Wire.Received(transport));
        Assert.False(transport.IsPaused);
    }

    [Fact]
    public void FairShare_WorkerBusy_SenderIsNotReadUntilItsEventsHaveRun()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();
        var frames = Enumerable.Range(0, 200).SelectMany(i => ClientFrame.Text($"{i}")).ToArray();
        var paused = false;

        wire.OnTurn(() =>
        {
            transport.Push(frames);
            transport.Push(ClientFrame.Text("last"));
            paused = transport.IsPaused;
        });

        Assert.True(paused);
        Assert.False(transport.IsPaused);
        Assert.Equal([.. Enumerable.Range(0, 200).Select(i => $"text \"{i}\""), "text \"last\""], Wire.Received(transport));
    }

    [Fact]
    public void Mailbox_Full_SendersWaitAndNothingIsLost()
    {
        var wire = new Wire(mailbox: 4);
        var clients = Enumerable.Range(0, 10).Select(_ => wire.Open().Transport).ToArray();
        var paused = 0;

        wire.OnTurn(() =>
        {
            foreach (var client in clients) client.Push([.. ClientFrame.Text("a"), .. ClientFrame.Text("b"), .. ClientFrame.Text("c")]);
            paused = clients.Count(client => client.IsPaused);
        });

        Assert.True(paused >= 8);
        Assert.All(clients, client => Assert.Equal(["text \"a\"", "text \"b\"", "text \"c\""], Wire.Received(client)));
        Assert.All(clients, client => Assert.False(client.IsPaused));
    }

    [Fact]
    public void Messages_ReceivedBeforeTheWireBroke_AreStillDelivered()
    {
        var wire = new Wire();
        var (transport, _) = wire.Open();

        wire.OnTurn(() =>
        {
            transport.Push(ClientFrame.Text("last words"));
            transport.Finish();
        });

        Assert.Equal(["connect", "text last words", "disconnect 1006"], wire.Events);
    }

    [Fact]
    public void Pong_Unsolicited_IsNotAnswered()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();

        transport.Push(ClientFrame.Of(Opcode.Pong, [1, 2, 3]));

        Assert.Empty(transport.TakeOutput());
        Assert.Equal(ConnectionState.Open, connection.State);
    }

    [Fact]
    public void Send_AfterClose_PutsNothingBehindTheCloseFrame()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();

        wire.OnTurn(() =>
        {
            connection.Close(CloseStatuses.Bye);
            connection.Send("late");
            connection.Ping();
        });
        transport.Push(ClientFrame.Ping("late"));

        Assert.Equal(["close 1000 \"bye\""], Wire.Received(transport));
    }
}
