using System.Net.WebSockets;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Server;

public sealed class HangingScriptTests
{
    private const string Script =
        """
        export function onMessage(connection, text) {
          if (text !== "hello") new Map([
            ["loop", () => { for (;;); }],
            ["repeat", () => "x".repeat(5e8)],
            ["replaceAll", () => { for (;;) "a".repeat(1e7).replaceAll("a", "b"); }],
            ["buffer", () => new ArrayBuffer(2 ** 30)],
            ["wait", () => Atomics.wait(new Int32Array(new ArrayBuffer(8)), 0, 0)],
            ["regex", () => /^(a+)+$/.test("a".repeat(40) + "b")],
            ["recursion", function again() { again(); }],
            ["eval", () => eval("1")],
            ["microtasks", async () => { for (;;) await null; }],
          ]).get(text)();
          connection.send(`you said ${text}`);
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("loop")]
    [InlineData("repeat")]
    [InlineData("replaceAll")]
    [InlineData("buffer")]
    [InlineData("wait")]
    [InlineData("regex")]
    [InlineData("recursion")]
    [InlineData("eval")]
    [InlineData("microtasks")]
    public async Task Script_OverItsBudget_ClosesThatConnectionAndAnswersTheOthers(string how)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "hang.js"), Script, Cancel);
        await using var server = await ScriptWsServer.StartAsync(
            new ScriptWsOptions
            {
                BaseDirectory = folder.Path,
                Listen = [new ListenOptions { Port = 0 }],
                Endpoints = [new EndpointOptions { Script = "hang.js" }],
                Script = new ScriptOptions { TurnTimeout = TimeSpan.FromSeconds(1) },
            },
            cancellationToken: Cancel);
        using var guilty = await ConnectAsync(server);
        using var other = await ConnectAsync(server);

        await SendAsync(guilty, how);
        await SendAsync(other, "hello");
        var answer = await ReceiveAsync(other);
        while (guilty.CloseStatus is null) await ReceiveAsync(guilty); // an async handler may have answered before

        Assert.Equal("you said hello", answer);
        Assert.Equal((WebSocketCloseStatus)1011, guilty.CloseStatus);
        Assert.Equal("script failed", guilty.CloseStatusDescription);
    }

    private static async Task<ClientWebSocket> ConnectAsync(ScriptWsServer server)
    {
        var client = new ClientWebSocket();
        await client.ConnectAsync(server.Addresses[0], Cancel);
        return client;
    }

    private static Task SendAsync(ClientWebSocket client, string text) =>
        client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancel);

    private static async Task<string> ReceiveAsync(ClientWebSocket client)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Patience.Limit);
        var buffer = new byte[1000];
        var result = await client.ReceiveAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
