using System.Net.Sockets;
using System.Text;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Http;

/// <summary>WebSockets on connections that served plain HTTP before.</summary>
public sealed class LaterUpgradeTests
{
    private const string Plain = "GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_AfterPlainRequests_OpensAWebSocketAtTheSamePlace()
    {
        await using var site = await HttpSite.StartAsync(options => options with { Limits = new() { MaxConnections = 1 } }, files: ("public/a.txt", "a"));
        using var client = await site.ConnectAsync();

        await SendAsync(client, Plain);
        Assert.Contains("200 OK", await ReadUntilAsync(client, "\r\n\r\na"), StringComparison.Ordinal);
        await SendAsync(client, Upgrade());
        var head = await ReadUntilAsync(client, "\r\n\r\n");
        await client.GetStream().WriteAsync(ClientFrame.Text("hello"), Cancelled);

        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", head, StringComparison.Ordinal);
        Assert.EndsWith("hello", await ReadUntilAsync(client, "hello"), StringComparison.Ordinal);
        Assert.Equal(1, site.Server.ConnectionCount);
    }

    [Fact]
    public async Task CloseFrame_OnSuchAWebSocket_IsAnsweredAndEndsTcp()
    {
        await using var site = await HttpSite.StartAsync(files: ("public/a.txt", "a"));
        var disconnected = new TaskCompletionSource<int>();
        site.Server.Disconnected += (_, code, _) => disconnected.TrySetResult(code);
        using var client = await site.ConnectAsync();

        await SendAsync(client, Plain + Upgrade());
        await ReadUntilAsync(client, "101 Switching Protocols");
        await ReadUntilAsync(client, "\r\n\r\n");
        await client.GetStream().WriteAsync(ClientFrame.Close(), Cancelled);
        using var rest = new MemoryStream();
        await client.GetStream().CopyToAsync(rest, Cancelled);

        Assert.Equal(0x88, rest.ToArray()[0]);
        Assert.Equal(1005, await disconnected.Task.WaitAsync(Patience.Limit, Cancelled));
    }

    [Theory]
    [InlineData("/", "", "401")]
    [InlineData("/nowhere", "alice", "404")]
    [InlineData("/", "alice", "101")]
    [InlineData("/", "evil", "403")]
    [InlineData("/", "old", "426")]
    public async Task Upgrade_AfterAPlainRequest_MeetsTheRulesOfHandshakes(string path, string who, string expected)
    {
        await using var site = await HttpSite.StartAsync(options => options with { Authentication = GuardedServer.Guarded }, files: ("public/a.txt", "a"));
        using var client = await site.ConnectAsync();
        var headers = who switch
        {
            "alice" => GuardedServer.Basic("alice", GuardedServer.Password),
            "evil" => "Origin: https://evil.example\r\n",
            _ => "",
        };

        await SendAsync(client, $"GET /a.txt HTTP/1.1\r\nHost: localhost\r\n{GuardedServer.Basic("alice", GuardedServer.Password)}\r\n{Upgrade(path, headers, who == "old" ? 8 : 13)}");
        await ReadUntilAsync(client, "\r\n\r\na");

        Assert.StartsWith($"HTTP/1.1 {expected} ", await ReadUntilAsync(client, "\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flood_OverSuchAWebSocket_IsEchoedWhole()
    {
        const int Count = 2000;
        await using var site = await HttpSite.StartAsync(files: ("public/a.txt", "a"));
        using var client = await site.ConnectAsync();
        await SendAsync(client, Plain + Upgrade());
        await ReadUntilAsync(client, "101 Switching Protocols");
        await ReadUntilAsync(client, "\r\n\r\n");
        var text = new string('x', 1000);

        var sending = Task.Run(
            async () =>
            {
                for (var i = 0; i < Count; i++) await client.GetStream().WriteAsync(ClientFrame.Text(text), Cancelled);
            },
            Cancelled);
        var echoed = new byte[Count * (text.Length + 4)];
        await client.GetStream().ReadExactlyAsync(echoed, Cancelled);

        await sending;
        Assert.Equal(Count, ServerFrames.Read(echoed).Count);
    }

    private static string Upgrade(string path = "/", string headers = "", int version = 13) =>
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: {version}\r\n{headers}\r\n";

    private static async Task SendAsync(TcpClient client, string text) => await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), Cancelled);

    private static async Task<string> ReadUntilAsync(TcpClient client, string end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(Patience.Limit);
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            await client.GetStream().ReadExactlyAsync(one, limit.Token);
            text.Append((char)one[0]);
        }

        return text.ToString();
    }
}
