using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster;

/// <summary>Events and questions between scripts, in one process and between two servers.</summary>
public sealed class NodeEventTests : IDisposable
{
    private const string Script = """
        export function onConnect(connection) { connection.send("hello"); }
        export async function onMessage(connection, text) {
          const [what, event, ...rest] = text.split(" ");
          if (what === "emit") return server.emit(event, { text: rest.join(" "), at: new Date(0) });
          try {
            const { answers, missing } = await server.ask(event, rest.join(" "), { timeout: "3s" });
            connection.send(`${answers.map(({ value }) => value).sort()} | ${missing.length} missing`);
          } catch (error) {
            connection.send(String(error));
          }
        }
        export function onEvent(event, data, { node, local }) {
          if (event === "echo") return data;
          if (event === "later") return Promise.resolve().then(() => data);
          if (event === "fail") throw new Error("no");
          if (event === "reject") return Promise.reject(new Error("no"));
          if (event === "never") return new Promise(() => {});
          if (event === "large") return "x".repeat(70_000);
          if (event === "function") return () => {};
          for (const one of server.connections) one.send(`${event} ${data.text} ${data.at.getTime()} ${node} ${local}`);
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _name = $"events-{Guid.NewGuid()}";
    private readonly MemoryHub _hub;
    private readonly FakeTimeProvider _clock = new();

    public NodeEventTests() => _hub = MemoryHub.Enter(_name);

    public void Dispose()
    {
        _hub.Leave();
        _folder.Dispose();
    }

    [Fact]
    public async Task Emit_OnOneNode_ReachesAllNodesAndSaysWhereItComesFrom()
    {
        await using var servers = await StartAsync();
        using var anna = await ConnectAsync(servers.First);
        using var ben = await ConnectAsync(servers.Second);

        for (var i = 0; i < 100; i++) await anna.SendAsync($"emit said {i}");

        var node = servers.First.Cluster!.Nodes[0].Name;
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"said {i} 0 {node} true", await anna.ReceiveTextAsync());
            Assert.Equal($"said {i} 0 {node} false", await ben.ReceiveTextAsync());
        }
    }

    [Theory]
    [InlineData("echo a", "a,a | 0 missing")]
    [InlineData("later a", "a,a | 0 missing")]
    [InlineData("fail a", " | 2 missing")]
    [InlineData("reject a", " | 2 missing")]
    [InlineData("large a", " | 2 missing")]
    [InlineData("function a", " | 2 missing")]
    public async Task Ask_OfTwoNodes_CollectsWhatTheyReturn(string question, string expected)
    {
        await using var servers = await StartAsync();
        using var anna = await ConnectAsync(servers.First);

        await anna.SendAsync($"ask {question}");

        Assert.Equal(expected, await anna.ReceiveTextAsync());
    }

    [Fact]
    public async Task Ask_OfANodeThatIsLost_EndsWithTheTimeout()
    {
        await using var servers = await StartAsync();
        using var anna = await ConnectAsync(servers.First);
        var channels = new ClusterChannels("scriptws", 256);
        foreach (var name in channels.Partitions) _hub.Channel(name).IsMute = true;

        await anna.SendAsync("ask echo a");
        await AdvanceUntilAsync(anna, "a | 1 missing");
    }

    [Fact]
    public async Task Ask_WithoutAnAnswer_EndsWithTheTimeout()
    {
        await using var servers = await StartAsync();
        using var anna = await ConnectAsync(servers.First);

        await anna.SendAsync("ask never a");
        await AdvanceUntilAsync(anna, " | 2 missing");
    }

    [Fact]
    public async Task Server_WithoutACluster_IsTheOneNode()
    {
        await using var server = await StartAloneAsync(DispatchMode.Serial, workers: 1);
        using var anna = await ConnectAsync(server);

        await anna.SendAsync("emit said x");
        Assert.Equal($"said x 0 {Environment.MachineName} true", await anna.ReceiveTextAsync());
        await anna.SendAsync("ask echo a");
        Assert.Equal("a | 0 missing", await anna.ReceiveTextAsync());
    }

    [Fact]
    public async Task Workers_OfAParallelEndpoint_AllHearEventsAndOneIsAsked()
    {
        await using var server = await StartAloneAsync(DispatchMode.Parallel, workers: 3);
        using var anna = await ConnectAsync(server);
        using var ben = await ConnectAsync(server);
        using var carla = await ConnectAsync(server);

        await anna.SendAsync("emit said x");
        foreach (var client in new[] { anna, ben, carla })
            Assert.Equal($"said x 0 {Environment.MachineName} true", await client.ReceiveTextAsync());
        await anna.SendAsync("ask echo a");
        Assert.Equal("a | 0 missing", await anna.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("server.emit()", "TypeError: server.emit: an event is a string of 1 to 100 characters.")]
    [InlineData("server.emit('x'.repeat(101))", "TypeError: server.emit: an event is a string of 1 to 100 characters.")]
    [InlineData("server.emit('a', 'x'.repeat(70000))", "RangeError: server.emit: the data is larger than 65536 bytes.")]
    [InlineData("await server.ask(5)", "TypeError: server.ask: an event is a string of 1 to 100 characters.")]
    [InlineData(
        "await server.ask('a', 0, { timeout: '2m' })",
        "TypeError: server.ask: timeout is at most 1 minute: milliseconds, or a text such as \"500ms\" or \"5s\".")]
    [InlineData(
        "await Promise.all(Array.from({ length: 1001 }, () => server.ask('a')))",
        "RangeError: server.ask: 1000 questions are in flight already; await some before the next.")]
    public async Task Call_WithWrongArguments_SaysWhatIsWrong(string call, string expected)
    {
        var script = $$"""
            export async function onMessage(connection) {
              try { {{call}}; } catch (error) { connection.send(String(error)); }
            }
            """;
        await using var server = await StartAloneAsync(DispatchMode.Serial, workers: 1, script);
        using var anna = await DotNetClient.ConnectAsync(server.Addresses[0]);

        await anna.SendAsync("go");

        Assert.Equal(expected, await anna.ReceiveTextAsync());
    }

    private static async Task<DotNetClient> ConnectAsync(ScriptWsServer server)
    {
        var client = await DotNetClient.ConnectAsync(server.Addresses[0]);
        Assert.Equal("hello", await client.ReceiveTextAsync());
        return client;
    }

    private async Task<ScriptWsServer> StartAloneAsync(DispatchMode dispatch, int workers, string script = Script)
    {
        var server = new ScriptWsServer(
            new ScriptWsOptions
            {
                Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }],
                Endpoints = [new EndpointOptions { Path = "/", Script = "main.js", Dispatch = dispatch }],
                Script = Patience.Script with { Workers = workers },
                BaseDirectory = _folder.Path,
            },
            timeProvider: _clock);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "main.js"), script, TestContext.Current.CancellationToken);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private async Task<TwoServers> StartAsync()
    {
        var servers = await TwoServers.StartAsync($"memory:{_name}", Script, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await servers.MeetAsync();
        return servers;
    }

    /// <summary>Time passes until the answer is there.</summary>
    private async Task AdvanceUntilAsync(DotNetClient client, string expected)
    {
        var answer = client.ReceiveTextAsync();
        while (!answer.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, await answer);
    }
}
