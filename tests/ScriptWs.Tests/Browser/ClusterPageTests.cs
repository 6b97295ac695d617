using System.Text.Json;
using ScriptWs.Tests.Cli;
using ScriptWs.Tests.Cluster;

namespace ScriptWs.Tests.Browser;

/// <summary>
/// A chat of two pages over two nodes behind a proxy. What is acknowledged is stored at the broker first, so that any node can show it.
/// </summary>
public sealed class ClusterPageTests(Chromium chromium) : IDisposable
{
    private const string Script = """
        export async function onConnect(connection) {
          connection.subscribe("chat");
          connection.send(`node ${connection.id.slice(0, 8)}`);
          for (const text of (await server.storage.get("chat")) ?? []) connection.send(`heard ${text}`);
        }
        export async function onMessage(connection, text) {
          await server.storage.push("chat", text, { limit: 1000 });
          await server.publish("chat", `heard ${text}`); // the topic has a history: the broker has the message now
          connection.send(`acknowledged ${text}`);
        }
        """;

    /// <summary>A page that connects again, and says again what was not acknowledged.</summary>
    private const string Page = """
        <!doctype html><title>chat</title><script>
        const heard = new Set(), acknowledged = new Set(), waiting = new Set();
        let socket, node = "", connected = 0;
        function open() {
          socket = new WebSocket(`ws://${location.host}/`);
          socket.onopen = () => { for (const text of waiting) socket.send(text); };
          socket.onclose = () => setTimeout(open, 50);
          socket.onmessage = ({ data }) => {
            const at = data.indexOf(" "), text = data.slice(at + 1);
            if (data.startsWith("node ")) { node = text; connected++; }
            else if (data.startsWith("heard ")) heard.add(text);
            else { acknowledged.add(text); waiting.delete(text); }
          };
        }
        function say(text) {
          waiting.add(text);
          if (socket.readyState === 1) socket.send(text);
        }
        open();
        </script>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    public async Task Node_KilledDuringAChat_LosesNothingThatWasAcknowledged(string program)
    {
        using var redis = await RedisServer.StartAsync();
        _folder.Write("chat.js", Script);
        await using var first = StartNode(redis);
        await using var second = StartNode(redis);
        await using var proxy = await ProxyServer.StartAsync(program, await first.AddressAsync(), await second.AddressAsync());
        await using var anna = await OpenAsync(proxy);
        await using var ben = await OpenAsync(proxy);
        var nodes = new[] { await NodeAsync(anna), await NodeAsync(ben) };
        Assert.Equal(2, nodes.Distinct().Count()); // the proxy gives each node one of them

        for (var i = 0; i < 20; i++) await SayAsync(anna, ben, i);
        await first.SignalAsync("KILL");
        for (var i = 20; i < 40; i++) await SayAsync(anna, ben, i);

        string[] expected = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { $"anna {i}", $"ben {i}" }).Order(StringComparer.Ordinal)];
        foreach (var page in new[] { anna, ben })
        {
            await page.UntilAsync("waiting.size === 0");
            await page.UntilAsync($"heard.size === {expected.Length}");
            Assert.Equal(expected, TextsOf(await page.EvaluateAsync("[...heard].sort()")));
        }

        Assert.Equal(await NodeAsync(anna), await NodeAsync(ben));
        Assert.Equal(3, (await anna.EvaluateAsync("connected")).GetInt32() + (await ben.EvaluateAsync("connected")).GetInt32());
    }

    private static string?[] TextsOf(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString())];

    private static async Task SayAsync(BrowserPage anna, BrowserPage ben, int number)
    {
        await anna.EvaluateAsync($"say('anna {number}')");
        await ben.EvaluateAsync($"say('ben {number}')");
    }

    private static async Task<string> NodeAsync(BrowserPage page)
    {
        await page.UntilAsync("node !== '' && socket.readyState === 1");
        return (await page.EvaluateAsync("node")).GetString()!;
    }

    private ServingProcess StartNode(RedisServer redis) => ServingProcess.Start(
        _folder.Path,
        [
            "run", "chat.js", "--listen", "0", "--cluster:url", redis.Url, "--storage:backend", "cluster",
            "--topics:0:match", "chat", "--topics:0:history", "100",
        ]);

    private Task<BrowserPage> OpenAsync(ProxyServer proxy) => chromium.OpenAsync($"http://127.0.0.1:{proxy.Port}/", Page);
}
