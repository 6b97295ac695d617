using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Connections;

/// <summary>Clients that do not read what is sent to them.</summary>
public sealed class SlowReadersTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Bound = Patience.Limit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void WebSocket_ThatIsNotRead_IsDropped()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        transport.Capacity = 10_000;

        connection.Send(new string('x', 50_000));
        wire.Clock.Advance(TimeSpan.FromSeconds(29));
        var before = transport.Aborted;
        wire.Clock.Advance(2 * Second);

        Assert.Equal((false, true), (before, transport.Aborted));
    }

    [Fact]
    public void WebSocket_ThatIsReadAByteAtATime_IsDropped()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        transport.Capacity = 1000;
        connection.Send(new string('x', 50_000));

        var seconds = 0;
        for (; !transport.Aborted && seconds < 100; seconds++)
        {
            transport.TakeOutput(1);
            wire.Clock.Advance(Second);
        }

        Assert.InRange(seconds, 29, 32);
    }

    [Fact]
    public void WebSocket_ThatIsReadSlowlyButReally_Stays()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        transport.Capacity = 1000;
        connection.Send(new string('x', 100_000));

        for (var i = 0; i < 300 && connection.BufferedAmount > 0; i++)
        {
            transport.TakeOutput(400); // 12 kB in 30 s
            wire.Clock.Advance(Second);
        }

        Assert.False(transport.Aborted);
    }

    [Fact]
    public void WebSocket_WithNothingToRead_Stays()
    {
        var wire = new Wire();
        var (transport, connection) = wire.Open();
        transport.Capacity = 10;
        connection.Send("more than ten bytes");
        transport.Capacity = int.MaxValue;
        transport.TakeOutput();
        transport.TakeOutput();

        wire.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(transport.Aborted);
    }

    [Fact]
    public void WebSocket_WithoutALimit_Stays()
    {
        var wire = new Wire(new LimitsOptions { SendTimeout = TimeSpan.Zero });
        var (transport, connection) = wire.Open();
        transport.Capacity = 10;
        connection.Send("more than ten bytes");

        wire.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(transport.Aborted);
    }

    [Theory]
    [InlineData(1000)] // the wire takes some, the rest waits
    [InlineData(int.MaxValue)] // the wire takes all, which is the system's buffer
    public async Task Http_ThatIsNotRead_IsDropped(int capacity)
    {
        var (clock, transport) = (new FakeTimeProvider(), new InMemoryTransport { Capacity = capacity });
        using var readers = new SlowReaders(() => TimeSpan.FromSeconds(30), clock, NullLogger.Instance);
        var ended = new TaskCompletionSource();
        var pipes = new PipeWire(transport, _ => { }, ended.SetResult, clock, readers);

        await pipes.Output.WriteAsync(Some.Bytes(50_000), Cancel);
        var seconds = 0;
        using var bound = new CancellationTokenSource(Bound);
        while (!ended.Task.IsCompleted)
        {
            bound.Token.ThrowIfCancellationRequested();
            clock.Advance(Second); // the pipe's other end runs on the pool, and counts from when it has written
            seconds++;
            await Task.Yield();
        }

        Assert.True(transport.Aborted);
        Assert.InRange(seconds, 29, int.MaxValue);
    }

    [Fact]
    public async Task Http_WhoseLastAnswerIsStillRead_IsNotCutOffByTheFarewell()
    {
        var (clock, transport) = (new FakeTimeProvider(), new InMemoryTransport());
        using var readers = new SlowReaders(() => TimeSpan.FromSeconds(30), clock, NullLogger.Instance);
        using var farewells = new DeadlineQueue(clock, TimeSpan.FromSeconds(5));
        var began = new TaskCompletionSource();
        var pipes = new PipeWire(
            transport,
            farewell =>
            {
                farewells.Add(farewell);
                began.TrySetResult();
            },
            static () => { }, clock, readers);

        await pipes.Output.WriteAsync(Some.Bytes(50_000), Cancel);
        await pipes.Output.CompleteAsync();
        await began.Task.WaitAsync(Bound, Cancel);
        var received = 0;
        while (received < 50_000 && !transport.Aborted)
        {
            received += transport.TakeOutput(1000).Length;
            clock.Advance(Second);
        }

        Assert.Equal((50_000, false), (received, transport.Aborted));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(transport.Aborted);
    }

    [Fact]
    public async Task Unsent_OfARealSocket_IsWhatTheClientHasNotTaken()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        client.ReceiveBufferSize = 4096;
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancel);
        var from = new SocketAddress(AddressFamily.InterNetwork);
        var socket = new EpollSocket(Libc.Accept((int)listener.Server.Handle, from), (IPEndPoint)client.Client.LocalEndPoint!, EventLoops.Next()!);
        var bytes = new byte[4 << 20];

        var sent = socket.Send(bytes);
        var unread = socket.Unsent;
        for (var left = sent; left > 0;) left -= await client.GetStream().ReadAsync(bytes, Cancel).AsTask().WaitAsync(Bound, Cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Bound);
        while (socket.Unsent > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.InRange(unread, 1, sent);
        socket.Close();
        Assert.Equal(0, socket.Unsent);
    }
}
