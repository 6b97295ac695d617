using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Server;

public sealed class ServerTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static ScriptWsOptions Options => new()
    {
        Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }],
        Endpoints = [new EndpointOptions { Path = "/" }],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithCSharpHandlers_AnswersClientWebSocket()
    {
        await using var server = new ScriptWsServer(Options);
        server.MessageReceived += (connection, text) => connection.Send($"you said {text}");
        await server.StartAsync(Cancel);
        using var client = await ConnectAsync(server);

        await client.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);

        Assert.Equal("you said hello", await ReceiveAsync(client));
    }

    [Fact]
    public async Task Events_OfOneConnection_ComeInOrderAndOnce()
    {
        var events = new List<string>();
        var closed = new TaskCompletionSource();
        await using var server = new ScriptWsServer(Options);
        server.Connected += connection => events.Add($"connected {connection.Path}?{connection.Query}");
        server.MessageReceived += (_, text) => events.Add($"text {text}");
        server.BinaryReceived += (_, bytes) => events.Add($"binary {Convert.ToHexString(bytes.Span)}");
        server.Disconnected += (_, code, reason) =>
        {
            events.Add($"disconnected {code} {reason}");
            closed.TrySetResult();
        };
        await server.StartAsync(Cancel);
        using var client = await ConnectAsync(server, "?room=1");

        await client.SendAsync("a"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        await client.SendAsync(new byte[] { 1, 2 }, WebSocketMessageType.Binary, true, Cancel);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Cancel);
        await closed.Task.WaitAsync(Bound, Cancel);

        Assert.Equal(["connected /?room=1", "text a", "binary 0102", "disconnected 1000 done"], events);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
    }

    [Fact]
    public async Task Binary_WithoutAnyHandler_IsRefusedWith1003()
    {
        await using var server = new ScriptWsServer(Options);
        server.MessageReceived += (_, _) => { };
        await server.StartAsync(Cancel);
        using var client = await ConnectAsync(server);

        await client.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, true, Cancel);
        await ReceiveAsync(client);

        Assert.Equal(1003, (int)client.CloseStatus!);
        Assert.Equal("binary messages are not accepted", client.CloseStatusDescription);
    }

    [Fact]
    public async Task Handler_Throws_ClosesWith1011AndTellsError()
    {
        var error = new TaskCompletionSource<Exception>();
        await using var server = new ScriptWsServer(Options);
        server.MessageReceived += (_, _) => throw new InvalidOperationException("secret");
        server.Error += (e, _) => error.TrySetResult(e);
        await server.StartAsync(Cancel);
        using var client = await ConnectAsync(server);

        await client.SendAsync("a"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
        await ReceiveAsync(client);

        Assert.Equal((WebSocketCloseStatus)1011, client.CloseStatus);
        Assert.Equal("script failed", client.CloseStatusDescription);
        Assert.Equal("secret", (await error.Task.WaitAsync(Bound, Cancel)).Message);
    }

    [Fact]
    public async Task Stop_WithOpenConnections_ClosesThemWith1001()
    {
        await using var server = new ScriptWsServer(Options);
        server.MessageReceived += (_, _) => { };
        await server.StartAsync(Cancel);
        using var client = await ConnectAsync(server);

        var stop = server.StopAsync(Cancel);
        await ReceiveAsync(client);
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        await stop.WaitAsync(Bound, Cancel);

        Assert.Equal((WebSocketCloseStatus)1001, client.CloseStatus);
        Assert.Equal("server is shutting down", client.CloseStatusDescription);
        Assert.True(server.Completion.IsCompletedSuccessfully);
        Assert.Empty(server.Addresses);
    }

    [Fact]
    public async Task Restart_KeepsThePortAndClosesWith1012()
    {
        await using var server = new ScriptWsServer(Options);
        server.MessageReceived += (connection, text) => connection.Send(text);
        await server.StartAsync(Cancel);
        var address = server.Addresses[0];
        using var before = await ConnectAsync(server);

        var restart = server.RestartAsync(Cancel);
        await ReceiveAsync(before);
        await before.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        await restart.WaitAsync(Bound, Cancel);
        using var after = await ConnectAsync(server);
        await after.SendAsync("again"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);

        Assert.Equal((WebSocketCloseStatus)1012, before.CloseStatus);
        Assert.Equal(address, server.Addresses[0]);
        Assert.Equal("again", await ReceiveAsync(after));
    }

    [Fact]
    public async Task Start_PortTaken_SaysWhichAndWhatToDo()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var server = new ScriptWsServer(Options with { Listen = [new ListenOptions { Address = "127.0.0.1", Port = port }] });
        server.MessageReceived += (_, _) => { };

        var error = await Assert.ThrowsAsync<ScriptWsException>(() => server.StartAsync(Cancel));

        Assert.Equal($"port {port} is taken by another program; choose another with --listen, or port 0 for any free one.", error.Message);
    }

    [Fact]
    public async Task Start_NothingAnswers_SaysSo()
    {
        await using var server = new ScriptWsServer(Options);

        var error = await Assert.ThrowsAsync<ScriptWsException>(() => server.StartAsync(Cancel));

        Assert.StartsWith("endpoint /: nothing answers there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_OnIPv4AndIPv6_BothAnswer()
    {
        await using var server = new ScriptWsServer(Options with
        {
            Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }, new ListenOptions { Address = "::1", Port = 0 }],
        });
        server.MessageReceived += (connection, text) => connection.Send($"{text} from {connection.RemoteAddress}");
        await server.StartAsync(Cancel);

        var answers = new List<string>();
        foreach (var address in server.Addresses)
        {
            using var client = new ClientWebSocket();
            await client.ConnectAsync(address, Cancel);
            await client.SendAsync("hi"u8.ToArray(), WebSocketMessageType.Text, true, Cancel);
            answers.Add(await ReceiveAsync(client));
        }

        Assert.Equal(["hi from 127.0.0.1", "hi from ::1"], answers);
    }

    [Fact]
    public async Task SendAndBroadcast_ReachWhomTheyName()
    {
        await using var server = new ScriptWsServer(Options);
        var ids = new List<Guid>();
        server.Connected += connection => ids.Add(connection.Id);
        await server.StartAsync(Cancel);
        using var first = await ConnectAsync(server);
        using var second = await ConnectAsync(server);
        await UntilAsync(() => server.ConnectionCount == 2);

        var sent = server.Send(ids[0], "only you");
        var unknown = server.Send(Guid.Empty, "nobody");
        var count = server.Broadcast("both", new BroadcastOptions { Except = [] });
        var except = server.Broadcast("second", new BroadcastOptions { Except = [ids[0]], Only = ids });

        Assert.True(sent);
        Assert.False(unknown);
        Assert.Equal([2, 1], [count, except]);
        Assert.Equal(["only you", "both"], [await ReceiveAsync(first), await ReceiveAsync(first)]);
        Assert.Equal(["both", "second"], [await ReceiveAsync(second), await ReceiveAsync(second)]);
    }

    [Fact]
    public async Task LargeMessages_BothWays_ArriveWhole()
    {
        await using var server = new ScriptWsServer(Options with { Limits = new LimitsOptions { MaxMessageSize = 8 << 20, MaxBufferedAmount = 16 << 20 } });
        server.BinaryReceived += (connection, bytes) => connection.Send(bytes.Span);
        await server.StartAsync(Cancel);
        using var client = await ConnectAsync(server);
        var message = new byte[5_000_000];
        new Random(1).NextBytes(message);

        await client.SendAsync(message, WebSocketMessageType.Binary, true, Cancel);
        var received = await ReceiveBytesAsync(client);

        Assert.Equal(message, received);
    }

    [Theory]
    [InlineData(1, "503")]
    [InlineData(2, "429")]
    public async Task Limits_OfConnections_RefuseWithStatusAndRetryAfter(int which, string status)
    {
        var limits = which == 1 ? new LimitsOptions { MaxConnections = 1 } : new LimitsOptions { MaxConnectionsPerAddress = 1 };
        await using var server = new ScriptWsServer(Options with { Limits = limits });
        server.MessageReceived += (_, _) => { };
        await server.StartAsync(Cancel);
        using var first = await ConnectAsync(server);

        var answer = await RawAsync(server, Connections.Wire.RequestHead());
        first.Abort();
        await UntilAsync(() => server.ConnectionCount == 0);
        using var next = await ConnectAsync(server);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 5\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "426")]
    [InlineData("GET /nowhere HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", "404")]
    [InlineData("nonsense\r\n\r\n", "400")]
    public async Task Refusal_IsReadableAndTheConnectionEnds(string request, string status)
    {
        await using var server = new ScriptWsServer(Options);
        server.MessageReceived += (_, _) => { };
        await server.StartAsync(Cancel);

        var answer = await RawAsync(server, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    private static async Task<ClientWebSocket> ConnectAsync(ScriptWsServer server, string suffix = "")
    {
        var client = new ClientWebSocket();
        await client.ConnectAsync(new Uri(server.Addresses[0] + suffix), Cancel);
        return client;
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket client) => Encoding.UTF8.GetString(await ReceiveBytesAsync(client));

    private static async Task<byte[]> ReceiveBytesAsync(ClientWebSocket client)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Bound);
        var bytes = new List<byte>();
        var buffer = new byte[65536];
        WebSocketReceiveResult result;
        do
        {
            result = await client.ReceiveAsync(buffer, limit.Token);
            bytes.AddRange(buffer[..result.Count]);
        }
        while (!result.EndOfMessage);

        return [.. bytes];
    }

    /// <summary>Sends a request as it is and reads until the server ends the connection.</summary>
    private static async Task<string> RawAsync(ScriptWsServer server, string request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Bound);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Addresses[0].Port, limit.Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), limit.Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync(limit.Token);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Bound);
        while (!condition()) await Task.Delay(5, limit.Token);
    }
}
