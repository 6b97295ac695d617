using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Tls;

/// <summary>A proxy that passes TLS on as it is says whom it speaks for before the handshake begins.</summary>
public sealed class ProxyBeforeTlsTests
{
    private const string Header = "PROXY TCP4 203.0.113.7 192.0.2.1 50000 443\r\n";
    private const byte HandshakeRecord = 0x16; // RFC 8446 §5.1

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public async Task Header_InPiecesOfAnySize_IsTheClientsAddress(int pieceSize)
    {
        await using var server = await StartAsync();
        var address = new TaskCompletionSource<string>();
        server.Server.Connected += connection => address.TrySetResult(connection.RemoteAddress);
        using var socket = await ConnectAsync(server);
        foreach (var piece in Encoding.ASCII.GetBytes(Header).Chunk(pieceSize)) await socket.SendAsync(piece, Cancel);

        await using var tls = new SslStream(new NetworkStream(socket));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Issuer == server.Issuer.Root.Subject }, Cancel);
        await tls.WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n"u8.ToArray(), Cancel);

        Assert.Equal("203.0.113.7", await address.Task.WaitAsync(Patience.Limit, Cancel));
    }

    [Fact]
    public async Task Header_WithTheHelloInOnePacket_IsFollowedByTheHandshake()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);

        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(Header), .. await HostileHandshakeTests.HelloAsync()], Cancel);

        Assert.Equal(HandshakeRecord, await FirstByteAsync(socket));
    }

    [Fact]
    public async Task Hello_WithoutAHeader_IsRefusedBeforeAnyHandshake()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);

        await socket.SendAsync(await HostileHandshakeTests.HelloAsync(), Cancel);

        Assert.Null(await FirstByteAsync(socket));
    }

    [Fact]
    public async Task Header_OfADeniedAddress_EndsBeforeAnyHandshake()
    {
        await using var server = await StartAsync("203.0.113.0/24");
        using var socket = await ConnectAsync(server);

        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(Header), .. await HostileHandshakeTests.HelloAsync()], Cancel);

        Assert.Null(await FirstByteAsync(socket));
    }

    private static Task<TlsServer> StartAsync(params string[] denied) => TlsServer.StartAsync(change: options => options with
    {
        Addresses = new AddressesOptions { TrustedProxies = ["127.0.0.1"], ProxyProtocol = true, Deny = denied },
    });

    private static async Task<Socket> ConnectAsync(TlsServer server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port, Cancel);
        return socket;
    }

    /// <summary>The first byte that the server sends; <c>null</c> when it ends the connection, in whichever way.</summary>
    private static async Task<byte?> FirstByteAsync(Socket socket)
    {
        try
        {
            var answer = new byte[1];
            return await socket.ReceiveAsync(answer, Cancel).AsTask().WaitAsync(Patience.Limit, Cancel) > 0 ? answer[0] : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
