using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using CsCheck;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Tests.Protocol;

namespace ScriptWs.Tests.Tls;

/// <summary>Clients that do not mean it: whatever they send instead of a handshake, they are let go, nobody else is, and the log stays quiet.</summary>
public sealed class HostileHandshakeTests
{
    private const int Cases = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClientHello_ThatIsDamagedAnywhere_EndsThatClientOnly()
    {
        await using var server = await TlsServer.StartAsync(least: LogLevel.Information);
        using var bystander = await server.ConnectAsync();
        var hello = await HelloAsync();
        var damaged = Gen.Select(Gen.Int[1, hello.Length], Gen.Int[0, hello.Length - 1], Gen.Byte[1, 255], Gen.Int[1, 3])
            .Select(one => Damage(hello, one.Item1, one.Item2, one.Item3, one.Item4));

        await damaged.SampleAsync(async bytes => await SendAndEndAsync(server.Address.Port, bytes), iter: Cases, threads: 2);

        await bystander.SendAsync("hello");
        Assert.Equal("hello", await bystander.ReceiveTextAsync());
        Assert.Single(server.Log.Lines, static line => !line.StartsWith("The process may open", StringComparison.Ordinal)); // "Listened on …"
    }

    [Fact]
    public async Task Bytes_OfAnyKind_EndThatClientOnly()
    {
        await using var server = await TlsServer.StartAsync(least: LogLevel.Information);

        await Gen.Byte.Array[1, 2000].SampleAsync(async bytes => await SendAndEndAsync(server.Address.Port, bytes), iter: Cases, threads: 2);

        using var client = await server.ConnectAsync();
        await client.SendAsync("hello");
        Assert.Equal("hello", await client.ReceiveTextAsync());
        Assert.Equal(1, server.Server.ConnectionCount);
        Assert.Single(server.Log.Lines, static line => !line.StartsWith("The process may open", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clients_ThatResetInsideOfTheHandshake_AreForgotten()
    {
        await using var server = await TlsServer.StartAsync(change: options => options with { Limits = options.Limits with { MaxPendingHandshakes = 5 } });
        var hello = await HelloAsync();

        for (var i = 0; i < 50; i++)
        {
            using var socket = await ConnectAsync(server.Address.Port);
            await socket.SendAsync(hello, Cancel);
            Assert.True(await socket.ReceiveAsync(new byte[1], Cancel) > 0); // it has begun to answer
            socket.LingerState = new LingerOption(true, 0);
        }

        // More than may be under way have come; none of them counts any more.
        using var client = await server.ConnectAsync();
        await client.SendAsync("hello");
        Assert.Equal("hello", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Handshakes_BeyondTheLimit_AreDropped()
    {
        await using var server = await TlsServer.StartAsync(change: options => options with { Limits = options.Limits with { MaxPendingHandshakes = 3 } });
        var waiting = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ConnectAsync(server.Address.Port)));

        await SendAndEndAsync(server.Address.Port, []);

        Assert.All(waiting, socket => Assert.False(socket.Poll(0, SelectMode.SelectRead)));
        foreach (var socket in waiting) socket.Dispose();
    }

    /// <summary>What a client of today begins with.</summary>
    internal static async Task<byte[]> HelloAsync()
    {
        var wire = new DuplexStream([]);
        await using var client = new SslStream(wire);
        await Assert.ThrowsAsync<IOException>(() => client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, Cancel));
        return wire.Written.ToArray();
    }

    /// <summary>Cuts it, then changes some of its bytes.</summary>
    private static byte[] Damage(byte[] hello, int length, int at, byte by, int times)
    {
        var bytes = hello[..length];
        for (var i = 0; i < times && bytes.Length > 0; i++) bytes[(at + i * 37) % bytes.Length] ^= by;
        return bytes;
    }

    /// <summary>Sends this and nothing more, and reads until the server ends the connection, in whichever way.</summary>
    private static async Task SendAndEndAsync(int port, byte[] bytes)
    {
        try
        {
            using var socket = await ConnectAsync(port);
            await socket.SendAsync(bytes, Cancel);
            if (bytes.Length > 0) socket.Shutdown(SocketShutdown.Send);
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            bound.CancelAfter(Patience.Limit);
            while (await socket.ReceiveAsync(new byte[1000], bound.Token) > 0)
            {
                // An alert, perhaps.
            }
        }
        catch (SocketException)
        {
            // A reset is an end too, at whatever time.
        }
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, Cancel);
        return socket;
    }
}
