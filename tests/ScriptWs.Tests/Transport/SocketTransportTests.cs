using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Connections;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

/// <summary>What a wire promises, whoever waits for its socket.</summary>
public abstract class SocketTransportTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly SocketListener _listener;
    private readonly Sink _sink = new();
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TaskCompletionSource<ITransport> _accepted = new();
    private Action<ITransport>? _onAccept;

    private protected SocketTransportTests(Func<EventLoop?> loop) =>
        _listener = new(new IPEndPoint(IPAddress.Loopback, 0), 16, TimeProvider.System, NullLogger<SocketListener>.Instance) { Loop = loop };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _listener.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Receive_ManyBytes_ArriveInOrder()
    {
        await ConnectAsync();
        var sent = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31)).ToArray();

        await SendAllAsync(sent);
        await _sink.Until(() => _sink.Received.Count == sent.Length);

        Assert.Equal(sent, _sink.Received);
    }

    [Fact]
    public async Task Receive_SinkSaysStop_NothingArrivesUntilResumed()
    {
        var transport = await ConnectAsync();
        _sink.GoOn = false;
        await SendAllAsync([1]);
        await _sink.Until(() => _sink.Received.Count == 1);

        await SendAllAsync([2, 3]);
        var paused = _sink.Received.Count;
        _sink.GoOn = true;
        transport.ResumeReading();
        await _sink.Until(() => _sink.Received.Count == 3);

        Assert.Equal(1, paused);
        Assert.Equal(new byte[] { 1, 2, 3 }, _sink.Received);
    }

    [Fact]
    public async Task Write_ClientDoesNotRead_IsShortAndGoesOnWhenWritable()
    {
        var transport = await ConnectAsync();
        var block = new byte[100_000];
        var accepted = 0L;

        int taken;
        do
        {
            taken = transport.Write(block);
            accepted += taken;
        }
        while (taken == block.Length);
        var read = 0L;
        var buffer = new byte[65536];
        while (read < accepted) read += await _client.ReceiveAsync(buffer, Cancel).AsTask().WaitAsync(Bound, Cancel);
        await _sink.Until(() => _sink.Writable > 0);

        Assert.Equal(accepted, read);
        Assert.Equal(block.Length, transport.Write(block));
    }

    [Fact]
    public async Task CloseOutput_WhileTheClientStillSends_EndsOurDirectionFirst()
    {
        var transport = await ConnectAsync();
        transport.Write([7]);

        transport.CloseOutput();
        var buffer = new byte[10];
        var first = await _client.ReceiveAsync(buffer, Cancel).AsTask().WaitAsync(Bound, Cancel);
        var end = await _client.ReceiveAsync(buffer, Cancel).AsTask().WaitAsync(Bound, Cancel);
        await SendAllAsync([1, 2, 3]);
        await _sink.Until(() => _sink.Received.Count == 3);
        _client.Shutdown(SocketShutdown.Send);
        await _sink.Until(() => _sink.Disconnects == 1);

        Assert.Equal([1, 0], [first, end]);
    }

    [Fact]
    public async Task Abort_Always_ResetsTheClientAndTellsOnce()
    {
        var transport = await ConnectAsync();

        transport.Abort();
        transport.Abort();
        await _sink.Until(() => _sink.Disconnects > 0);

        await Assert.ThrowsAsync<SocketException>(async () => await _client.ReceiveAsync(new byte[1], Cancel));
        Assert.Equal(1, _sink.Disconnects);
        Assert.Equal(5, transport.Write([1, 2, 3, 4, 5]));
    }

    [Fact]
    public async Task Client_Resets_IsADisconnect()
    {
        await ConnectAsync();

        _client.LingerState = new LingerOption(true, 0);
        _client.Dispose();
        await _sink.Until(() => _sink.Disconnects == 1);

        Assert.Equal(1, _sink.Disconnects);
    }

    [Fact]
    public async Task Listener_Stopped_RefusesNewClientsAndKeepsTheOld()
    {
        await ConnectAsync();

        _listener.Stop();
        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var refused = await Record.ExceptionAsync(() => late.ConnectAsync(_listener.LocalEndPoint, Cancel).AsTask());
        await SendAllAsync([9]);
        await _sink.Until(() => _sink.Received.Count == 1);

        Assert.IsType<SocketException>(refused, exactMatch: false);
    }

    [Fact]
    public async Task Abort_BeforeItsReadingBegins_ResetsTheClientAndTellsOnce()
    {
        _onAccept = transport => transport.Abort();

        // Even before the client knows that it is connected.
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            await ConnectAsync();
            await _client.ReceiveAsync(new byte[1], Cancel);
        });
        await _sink.Until(() => _sink.Disconnects > 0);

        Assert.Equal(1, _sink.Disconnects);
    }

    [Fact]
    public async Task Client_EndsBehindItsBytes_BytesComeFirst()
    {
        await ConnectAsync();

        await SendAllAsync([1, 2, 3]);
        _client.Shutdown(SocketShutdown.Send);
        await _sink.Until(() => _sink.Disconnects == 1);

        Assert.Equal(new byte[] { 1, 2, 3 }, _sink.Received);
    }

    [Fact]
    public async Task HasUnreadInput_WhilePaused_TellsOfBytes()
    {
        var transport = await ConnectAsync();
        var before = transport.HasUnreadInput;
        _sink.GoOn = false;
        await SendAllAsync([1]);
        await _sink.Until(() => _sink.Received.Count == 1);

        await SendAllAsync([2]);

        Assert.Equal([false, true], [before, transport.HasUnreadInput]);
    }

    [Fact]
    public async Task Addresses_OfAConnection_AreThoseOfItsTwoEnds()
    {
        var transport = await ConnectAsync();

        Assert.Equal((_client.LocalEndPoint, _client.RemoteEndPoint), (transport.RemoteEndPoint, transport.LocalEndPoint));
    }

    private async Task<ITransport> ConnectAsync()
    {
        _listener.Start(
            transport =>
            {
                transport.Sink = _sink; // before the test, which goes on from here, writes
                _onAccept?.Invoke(transport);
                _accepted.TrySetResult(transport);
                return _sink;
            },
            static _ => { });
        await _client.ConnectAsync(_listener.LocalEndPoint, Cancel);
        return await _accepted.Task.WaitAsync(Bound, Cancel);
    }

    private async Task SendAllAsync(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;) sent += await _client.SendAsync(bytes.AsMemory(sent), Cancel).AsTask().WaitAsync(Bound, Cancel);
    }

    private sealed class Sink : ITransportSink
    {
        private readonly SemaphoreSlim _changed = new(0);
        private volatile bool _goOn = true;
        private int _disconnects;
        private int _writable;

        public ConcurrentQueue<byte> Received { get; } = new();

        public bool GoOn
        {
            get => _goOn;
            set => _goOn = value;
        }

        public int Disconnects => Volatile.Read(ref _disconnects);

        public int Writable => Volatile.Read(ref _writable);

        public bool OnReceived(Span<byte> bytes)
        {
            var goOn = _goOn;
            foreach (var b in bytes) Received.Enqueue(b);
            _changed.Release();
            return goOn;
        }

        public void OnWritable()
        {
            Interlocked.Increment(ref _writable);
            _changed.Release();
        }

        public void OnDisconnected()
        {
            Interlocked.Increment(ref _disconnects);
            _changed.Release();
        }

        public async Task Until(Func<bool> condition)
        {
            while (!condition()) Assert.True(await _changed.WaitAsync(Bound, Cancel), "nothing happened in time");
        }
    }
}

public sealed class PortableTransportTests() : SocketTransportTests(static () => null);

public sealed class LoopedTransportTests() : SocketTransportTests(EventLoops.Next);
