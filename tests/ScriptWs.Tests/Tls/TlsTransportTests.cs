using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ScriptWs.Configuration;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Tls;

/// <summary>What a wire under TLS promises, whoever waits for its socket.</summary>
public abstract class TlsTransportTests
{
    private readonly Action<ScriptWsServer> _sockets;

    private protected TlsTransportTests(Func<EventLoop?> loop) => _sockets = server => server.Hooks.ChooseLoop = loop;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_OverTls_IsAnsweredAndKnowsWho()
    {
        await using var server = await TlsServer.StartAsync(prepare: _sockets);
        using var client = await server.ConnectAsync();

        await client.SendAsync("who");

        Assert.Equal("wss", server.Address.Scheme);
        Assert.Equal("true  nobody", await client.ReceiveTextAsync()); // by an address, so without a name
    }

    [Fact]
    public async Task Messages_LargerThanARecord_ComeBackWhole()
    {
        await using var server = await TlsServer.StartAsync(prepare: _sockets);
        using var client = await server.ConnectAsync();
        foreach (var size in new[] { 1, 16_000, 100_000, 1_000_000 })
        {
            var text = Convert.ToHexString(RandomNumberGenerator.GetBytes(size / 2));
            await client.SendAsync(text);
            Assert.Equal(text, await client.ReceiveTextAsync());
        }
    }

    [Fact]
    public async Task Client_ThatDoesNotRead_GetsEverythingOnceItDoes()
    {
        await using var server = await TlsServer.StartAsync(prepare: _sockets, change: options => options with { Limits = options.Limits with { MaxBufferedAmount = 64 << 20 } });
        using var client = await server.ConnectAsync();
        var text = new string('x', 100_000);
        const int Count = 200;
        for (var i = 0; i < Count; i++) await client.SendAsync(text);

        for (var i = 0; i < Count; i++) Assert.Equal(text.Length, (await client.ReceiveTextAsync()).Length);
    }

    [Fact]
    public async Task Close_OfTheClient_IsAnswered()
    {
        await using var server = await TlsServer.StartAsync(prepare: _sockets);
        using var client = await server.ConnectAsync();

        await client.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, "bye");

        Assert.Equal(1000, client.Close.Code);
    }

    [Fact]
    public async Task Stop_WithClients_ClosesThemWith1001()
    {
        await using var server = await TlsServer.StartAsync(prepare: _sockets);
        using var client = await server.ConnectAsync();

        var stopping = server.Server.StopAsync(Cancel);
        await client.ReceiveCloseAsync();
        await stopping;

        Assert.Equal(1001, client.Close.Code);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("\x16\x03\x01\xff\xff garbage")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public async Task Client_ThatDoesNotSpeakTls_IsLetGoAndOthersAreServed(string sent)
    {
        await using var server = await TlsServer.StartAsync(prepare: _sockets, change: options => options with { Limits = options.Limits with { HandshakeTimeout = TimeSpan.FromSeconds(1) } });
        using var stranger = new TcpClient();
        await stranger.ConnectAsync(IPAddress.Loopback, server.Address.Port, Cancel);
        await stranger.GetStream().WriteAsync(Encoding.Latin1.GetBytes(sent), Cancel);
        await EndAsync(stranger);

        using var client = await server.ConnectAsync();
        await client.SendAsync("hello");
        Assert.Equal("hello", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Client_ThatSaysNothing_IsLetGoAfterTheHandshakesTime()
    {
        await using var server = await TlsServer.StartAsync(prepare: _sockets, change: options => options with { Limits = options.Limits with { HandshakeTimeout = TimeSpan.FromMilliseconds(300) } });
        using var stranger = new TcpClient();
        await stranger.ConnectAsync(IPAddress.Loopback, server.Address.Port, Cancel);

        await EndAsync(stranger);
    }

    [Fact]
    public async Task Ports_WithAndWithoutTls_StandBesideEachOther()
    {
        await using var server = await TlsServer.StartAsync(prepare: _sockets, change: options => options with { Listen = [.. options.Listen, new ListenOptions { Port = 0 }] });
        using var secure = await server.ConnectAsync();
        using var plain = await DotNetClient.ConnectAsync(server.Server.Addresses[1]);

        await plain.SendAsync("hello");

        Assert.Equal("ws", server.Server.Addresses[1].Scheme);
        Assert.Equal("hello", await plain.ReceiveTextAsync());
    }

    /// <summary>Reads until the server ends the connection, in whichever way.</summary>
    private static async Task EndAsync(TcpClient client)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        bound.CancelAfter(Patience.Limit);
        try
        {
            var buffer = new byte[1000];
            while (await client.GetStream().ReadAsync(buffer, bound.Token) > 0)
            {
                // An alert, perhaps.
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }
}

public sealed class PortableTlsTests() : TlsTransportTests(static () => null);

public sealed class LoopedTlsTests() : TlsTransportTests(EventLoops.Next);
