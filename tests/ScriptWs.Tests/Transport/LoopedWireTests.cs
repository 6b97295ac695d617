using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

/// <summary>What arrives goes to the one that waits, from the buffer of the loop's thread or from a copy.</summary>
public sealed class LoopedWireTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
        _listener.Dispose();
    }

    [Theory]
    [InlineData(1_000_000, 70_000)]
    [InlineData(300_000, 16_384)]
    [InlineData(5_000, 7)]
    public async Task Receive_InPieces_TakesEverythingUpToTheEnd(int size, int piece)
    {
        var (wire, client) = await ConnectAsync();
        var sent = RandomNumberGenerator.GetBytes(size);

        var reading = ReadAsync(wire, piece, size);
        await client.GetStream().WriteAsync(sent, Cancel);
        client.Client.Shutdown(SocketShutdown.Send);
        var received = await reading.WaitAsync(Patience.Limit, Cancel);
        var end = await wire.ReceiveAsync(new byte[1]);
        var again = await wire.ReceiveAsync(new byte[1]);

        Assert.True(sent.AsSpan().SequenceEqual(received));
        Assert.Equal((0, 0), (end, again));
        wire.Close();
    }

    [Fact]
    public async Task Receive_AfterTheLoopHasGoneOn_TakesTheSameBytes()
    {
        var (wire, client) = await ConnectAsync();
        var (other, otherClient) = await ConnectAsync(wire.Loop as EventLoop);
        var sent = RandomNumberGenerator.GetBytes(20_000);
        await client.GetStream().WriteAsync(sent, Cancel);
        await UntilAsync(() => wire.HasUnread);

        var received = new byte[sent.Length];
        var count = await TakeOneAsync(wire, received); // and leaves the loop's thread, which copies the rest
        await otherClient.GetStream().WriteAsync(new byte[60_000], Cancel);
        await ReadAsync(other, 60_000, 60_000).WaitAsync(Patience.Limit, Cancel);
        var hadUnread = wire.HasUnread;
        while (count < received.Length) count += await wire.ReceiveAsync(received.AsMemory(count));

        Assert.True(hadUnread);
        Assert.True(sent.AsSpan().SequenceEqual(received));
        wire.Close();
        other.Close();
    }

    [Fact]
    public async Task Reset_WhileOneWaits_EndsTheWait()
    {
        var (wire, _) = await ConnectAsync();

        var waiting = ReadAsync(wire, 10, 10);
        wire.Reset();
        await Task.WhenAny(waiting).WaitAsync(Patience.Limit, Cancel);

        Assert.True(waiting.IsFaulted || waiting is { IsCompletedSuccessfully: true, Result: [] });
        wire.Close();
    }

    /// <summary>On the loop's thread, as TLS does.</summary>
    private static async Task<int> TakeOneAsync(LoopedWire wire, byte[] buffer)
    {
        await wire.WaitAsync().ConfigureAwait(false);
        return await wire.ReceiveAsync(buffer.AsMemory(0, 1)).ConfigureAwait(false);
    }

    /// <inheritdoc cref="TakeOneAsync"/>
    private static async Task<byte[]> ReadAsync(LoopedWire wire, int piece, int size)
    {
        var (received, buffer) = (new MemoryStream(), new byte[piece]);
        while (received.Length < size)
        {
            await wire.WaitAsync().ConfigureAwait(false);
            var count = await wire.ReceiveAsync(buffer).ConfigureAwait(false);
            if (count == 0) break;
            received.Write(buffer, 0, count);
        }

        return received.ToArray();
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition() && TimeProvider.System.GetElapsedTime(start) < Patience.Limit) await Task.Delay(1, Cancel);
    }

    private async Task<(LoopedWire Wire, TcpClient Client)> ConnectAsync(EventLoop? loop = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        _listener.Start();
        var local = (IPEndPoint)_listener.LocalEndpoint;
        var client = new TcpClient(local.AddressFamily);
        _clients.Add(client);
        await client.ConnectAsync(local, Cancel);
        var from = new SocketAddress(local.AddressFamily);
        var descriptor = Libc.Accept((int)_listener.Server.Handle, from);
        var socket = new EpollSocket(descriptor, (IPEndPoint)local.Create(from), loop ?? EventLoops.Next()!);
        var wire = new LoopedWire(socket);
        Assert.True(wire.TryStart());
        return (wire, client);
    }
}
