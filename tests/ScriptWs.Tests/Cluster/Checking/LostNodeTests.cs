using System.Globalization;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Cluster;

/// <summary>Nodes as processes: one is killed or replaced while clients of the others talk.</summary>
public sealed class LostNodeTests : IDisposable
{
    private const int Burst = 50;

    private readonly TemporaryFolder _folder = new();

    public LostNodeTests()
    {
        Assert.SkipUnless(Tool.Find("redis-server") is not null, "redis-server is not installed.");
        _folder.Write(
            "chat.js",
            """
            export function onConnect(connection) { connection.subscribe("chat"); connection.send("hello"); }
            export function onMessage(connection, text) { connection.publish("chat", text); }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Node_KilledUnderLoad_CostsClientsOfOthersNothing()
    {
        using var redis = await RedisServer.StartAsync();
        await using var first = StartNode(redis, "first");
        await using var second = StartNode(redis, "second");
        await using var third = StartNode(redis, "third");
        using var anna = await ConnectAsync(first);
        using var ben = await ConnectAsync(second);
        using var carla = await ConnectAsync(third);
        await MeetAsync([anna, ben, carla]);

        var heard = ReceiveAsync(carla, 3 * Burst);
        await SendAsync(anna, 0);
        await second.SignalAsync("KILL");
        await SendAsync(anna, Burst);
        await second.ExitCodeAsync();
        await SendAsync(anna, 2 * Burst);

        Assert.Equal(Enumerable.Range(0, 3 * Burst), await heard);
        await EndAsync(first, anna);
        await EndAsync(third, carla);
    }

    [Fact]
    public async Task Node_RestartedUnderLoad_CostsClientsOfOthersNothing()
    {
        using var redis = await RedisServer.StartAsync();
        await using var first = StartNode(redis, "first");
        await using var second = StartNode(redis, "second", "--supervised");
        await using var third = StartNode(redis, "third");
        using var anna = await ConnectAsync(first);
        using var ben = await ConnectAsync(second);
        using var carla = await ConnectAsync(third);
        await MeetAsync([anna, ben, carla]);

        var heard = ReceiveAsync(carla, 3 * Burst);
        await SendAsync(anna, 0);
        await second.LineAsync("generation 1 is live");
        await second.SignalAsync("USR2");
        await SendAsync(anna, Burst);
        await second.LineAsync("generation 1 is live");
        await SendAsync(anna, 2 * Burst);

        Assert.Equal(Enumerable.Range(0, 3 * Burst), await heard);
        await EndAsync(first, anna);
        await EndAsync(third, carla);
    }

    private static async Task SendAsync(DotNetClient from, int first)
    {
        for (var number = first; number < first + Burst; number++)
            await from.SendAsync(number.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<IEnumerable<int>> ReceiveAsync(DotNetClient to, int count)
    {
        var received = new List<int>();
        while (received.Count < count)
        {
            var text = await to.ReceiveTextAsync();
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) received.Add(number);
        }

        return received;
    }

    private static async Task<DotNetClient> ConnectAsync(ServingProcess node)
    {
        var client = await DotNetClient.ConnectAsync(await node.AddressAsync());
        Assert.Equal("hello", await client.ReceiveTextAsync());
        return client;
    }

    /// <summary>Each hears each other: from then on every message is meant for all of them.</summary>
    private static async Task MeetAsync(DotNetClient[] clients)
    {
        foreach (var from in clients)
        {
            foreach (var to in clients.Where(other => other != from))
            {
                var word = $"meet {Guid.NewGuid()}";
                var heard = HearAsync(to, word);
                while (!heard.IsCompleted)
                {
                    await from.SendAsync(word);
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                }

                await heard;
            }
        }
    }

    private static async Task HearAsync(DotNetClient client, string word)
    {
        while (await client.ReceiveTextAsync() != word)
        {
            // What was sent while the others met.
        }
    }

    private static async Task EndAsync(ServingProcess node, DotNetClient client)
    {
        client.Dispose(); // it would keep the node for as long as a closing handshake may take
        Assert.Equal(0, await node.EndAsync());
        Assert.DoesNotContain(await node.RestAsync(), line => line.Contains("Lost between nodes", StringComparison.Ordinal));
    }

    private ServingProcess StartNode(RedisServer redis, string name, params string[] more) => ServingProcess.Start(
        _folder.Path,
        ["run", "chat.js", "--listen", "0", "--cluster:url", redis.Url, "--cluster:node", name, "--cluster:timeout", "60s", .. more]);
}
