using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Connections;

public sealed class BackpressureTests
{
    private static readonly string Kilobyte = new('x', 1000);

    [Fact]
    public void Send_ClientReadsSlowly_IsQueuedThenDrains()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        transport.Capacity = 100;

        var first = connection.Send(Kilobyte);
        var second = connection.Send(Kilobyte);
        var buffered = connection.BufferedAmount;
        transport.Capacity = int.MaxValue;
        transport.TakeOutput();

        Assert.Equal([SendResult.Sent, SendResult.Queued], [first, second]);
        Assert.Equal((2 * 1004) - 100, buffered);
        Assert.Equal(0, connection.BufferedAmount);
        Assert.Equal(["connect", "drain"], wire.Events);
    }

    [Fact]
    public void Send_OverTheLimit_ClosesSlowClientWith1013()
    {
        var wire = new Wire(new LimitsOptions { MaxBufferedAmount = 1500 });
        var (transport, connection) = wire.Open();
        transport.Capacity = 0;

        var results = new[] { connection.Send(Kilobyte), connection.Send(Kilobyte) };
        transport.Capacity = int.MaxValue;
        transport.TakeOutput();
        var received = Wire.Received(transport);

        Assert.Equal([SendResult.Sent, SendResult.Dropped], results);
        Assert.Equal([$"text \"{Kilobyte}\"", "close 1013 \"reading too slowly\""], received);
    }

    [Fact]
    public void Send_OverTheLimitWithDrop_KeepsTheConnectionAndDrains()
    {
        var wire = new Wire(new LimitsOptions { MaxBufferedAmount = 1500, OnSlowConsumer = SlowConsumerPolicy.Drop });
        var (transport, connection) = wire.Open();
        transport.Capacity = 0;

        connection.Send(Kilobyte);
        var dropped = connection.Send(Kilobyte);
        transport.Capacity = int.MaxValue;
        transport.TakeOutput();

        Assert.Equal(SendResult.Dropped, dropped);
        Assert.Equal(ConnectionState.Open, connection.State);
        Assert.Equal(["connect", "drain"], wire.Events);
        Assert.Equal(SendResult.Sent, connection.Send("again"));
    }

    [Fact]
    public void Burst_LargerThanTheLimitInOneTurn_IsNoSlowClient()
    {
        var wire = new Wire(new LimitsOptions { MaxBufferedAmount = 1500 });
        var (transport, connection) = wire.Open();

        wire.OnTurn(() =>
        {
            for (var i = 0; i < 100; i++) Assert.Equal(SendResult.Sent, connection.Send(Kilobyte));
        });

        Assert.Equal(100, Wire.Received(transport).Count);
    }

    [Fact]
    public void Message_LargerThanTheLimit_GoesToAClientThatHasCaughtUp()
    {
        var wire = new Wire(new LimitsOptions { MaxBufferedAmount = 500 });
        var (transport, connection) = wire.Open();

        var result = connection.Send(Kilobyte);

        Assert.Equal(SendResult.Sent, result);
        Assert.Equal([$"text \"{Kilobyte}\""], Wire.Received(transport));
    }

    [Fact]
    public void Pongs_ClientDoesNotRead_TakeNoMoreThanTheBuffer()
    {
        var wire = new Wire(new LimitsOptions { MaxBufferedAmount = 1500 });
        var (transport, connection) = wire.Open();
        transport.Capacity = 0;

        for (var i = 0; i < 1000; i++) transport.Push(ClientFrame.Ping(new string('p', 100)));

        Assert.InRange(connection.BufferedAmount, 1, 1500);
        Assert.Equal(ConnectionState.Open, connection.State);
    }

    [Fact]
    public void SharedFrame_Large_GoesOutWholeBetweenSmallOnes()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        var large = SharedFrame.Text(new string('y', 40_000));

        wire.OnTurn(() =>
        {
            connection.Send("before");
            connection.Send(large);
            connection.Send("after");
        });

        Assert.Equal(["text \"before\"", $"text \"{new string('y', 40_000)}\"", "text \"after\""], Wire.Received(transport));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1003)]
    [InlineData(70_000)]
    public void Output_TakenInAnyPieces_IsTheSame(int capacity)
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        var shared = SharedFrame.Of(Opcode.Binary, new byte[20_000]);
        transport.Capacity = capacity;

        connection.Send("ä€𝄞");
        connection.Send(Kilobyte);
        connection.Send(shared);
        connection.Send("");
        connection.Close(CloseStatuses.Bye);
        var bytes = new List<byte>();
        while (transport.TakeOutput() is { Length: > 0 } piece) bytes.AddRange(piece);

        Assert.Equal(
            ["text \"ä€𝄞\"", $"text \"{Kilobyte}\"", $"binary {new string('0', 40_000)}", "text \"\"", "close 1000 \"bye\""],
            ServerFrames.Read(bytes.ToArray()));
    }
}
