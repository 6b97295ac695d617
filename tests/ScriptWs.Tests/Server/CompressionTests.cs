using System.Net.WebSockets;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Server;

public sealed class CompressionTests
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i % 7}, ä€𝄞; "));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<bool, bool, bool> Agreements => new()
    {
        // context takeover of: the server's configuration, the client's own side, the server's side as the client wants it
        { true, true, true },
        { true, true, false },
        { true, false, true },
        { false, true, true },
        { false, false, false },
    };

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(15)]
    public async Task Client_WithASmallWindow_Connects(int bits)
    {
        await using var running = await StartAsync(true);
        using var client = await ConnectAsync(running, new WebSocketDeflateOptions { ClientMaxWindowBits = bits, ServerMaxWindowBits = bits });

        await client.SendAsync(Encoding.UTF8.GetBytes(Long), WebSocketMessageType.Text, true, Cancel);

        Assert.Equal(Long, await ReceiveAsync(client));
    }

    [Theory]
    [MemberData(nameof(Agreements))]
    public async Task Messages_CompressedBothWays_ArriveAsSent(bool server, bool clientSide, bool serverSide)
    {
        await using var running = await StartAsync(server);
        using var client = await ConnectAsync(running, new WebSocketDeflateOptions { ClientContextTakeover = clientSide, ServerContextTakeover = serverSide });

        var received = new List<string>();
        foreach (var text in new[] { Long, "short", Long, Long[..2000] })
        {
            await client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);
            received.Add(await ReceiveAsync(client));
        }

        Assert.Equal([Long, "short", Long, Long[..2000]], received);
    }

    [Fact]
    public async Task Broadcast_ToAllShapes_ArrivesAsSent()
    {
        await using var running = await StartAsync(contextTakeover: true);
        using var plain = await ConnectAsync(running, null);
        using var takeover = await ConnectAsync(running, new WebSocketDeflateOptions());
        using var alone = await ConnectAsync(running, new WebSocketDeflateOptions { ServerContextTakeover = false });
        var clients = new[] { plain, takeover, alone };

        var received = new List<string>();
        foreach (var text in new[] { "all " + Long, "all " + Long + "again" })
        {
            await plain.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);
            foreach (var client in clients) received.Add(await ReceiveAsync(client));
        }

        Assert.Equal(3, received.Count(text => text == "all " + Long));
        Assert.Equal(3, received.Count(text => text == "all " + Long + "again"));
    }

    [Fact]
    public async Task Message_InflatingBeyondTheLimit_ClosesWith1009()
    {
        await using var running = await StartAsync(contextTakeover: true, new LimitsOptions { MaxMessageSize = 10_000 });
        using var client = await ConnectAsync(running, new WebSocketDeflateOptions());

        await client.SendAsync(new byte[1_000_000], WebSocketMessageType.Binary, true, Cancel);
        await ReceiveAsync(client);

        Assert.Equal((WebSocketCloseStatus)1009, client.CloseStatus);
        Assert.Equal("message exceeds 10000 bytes", client.CloseStatusDescription);
    }

    private static async Task<ScriptWsServer> StartAsync(bool contextTakeover, LimitsOptions? limits = null)
    {
        var server = new ScriptWsServer(new ScriptWsOptions
        {
            Script = Patience.Script,
            Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }],
            Endpoints = [new EndpointOptions { Path = "/" }],
            Limits = limits ?? new LimitsOptions(),
            Compression = new CompressionOptions { Enabled = true, MinimumSize = 100, ContextTakeover = contextTakeover },
        });
        server.MessageReceived += (connection, text) =>
        {
            if (text.StartsWith("all ", StringComparison.Ordinal)) server.Broadcast(text);
            else connection.Send(text);
        };
        server.BinaryReceived += (connection, bytes) => connection.Send(bytes.Span);
        await server.StartAsync(Cancel);
        return server;
    }

    private static async Task<ClientWebSocket> ConnectAsync(ScriptWsServer server, WebSocketDeflateOptions? deflate)
    {
        var client = new ClientWebSocket();
        client.Options.DangerousDeflateOptions = deflate;
        await client.ConnectAsync(server.Addresses[0], Cancel);
        return client;
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket client)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Patience.Limit);
        var bytes = new List<byte>();
        var buffer = new byte[65536];
        WebSocketReceiveResult result;
        do
        {
            result = await client.ReceiveAsync(buffer, limit.Token);
            bytes.AddRange(buffer[..result.Count]);
        }
        while (!result.EndOfMessage);

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
