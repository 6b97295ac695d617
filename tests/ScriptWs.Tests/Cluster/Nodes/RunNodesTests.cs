using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Cluster;

/// <summary><c>scriptws run --nodes</c> as processes, with a redis-server of their own.</summary>
public sealed class RunNodesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunNodesTests()
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
    public async Task Nodes_OfOneCommand_AreOneClusterUntilItEnds()
    {
        await using var run = ServingProcess.Start(_folder.Path, "run", "chat.js", "--nodes", "2", "--listen", "0");
        var lines = await run.LinesAsync("2 nodes of the cluster scriptws at redis://", "node1 | listening on ", "node2 | listening on ");
        using var anna = await ConnectAsync(lines, "node1");
        using var ben = await ConnectAsync(lines, "node2");

        await UntilHeardAsync(anna, ben);

        anna.Dispose();
        ben.Dispose();
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Node_ThatIsKilled_LeavesTheOthersWorking()
    {
        await using var run = ServingProcess.Start(_folder.Path, "run", "chat.js", "--nodes", "2", "--listen", "0", "--log-level", "debug");
        var lines = await run.LinesAsync("node1 | listening on ", "node2 | listening on ");
        using var ben = await ConnectAsync(lines, "node2");
        var (_, children) = await Tool.RunAsync("pgrep", ["-P", $"{run.Id}", "-f", "cluster:node node1"], _folder.Path);

        await ServingProcess.SignalAsync("KILL", int.Parse(children.Trim(), System.Globalization.CultureInfo.InvariantCulture));
        await run.LineAsync("node1 ended with exit code 137");

        using var carla = await ConnectAsync(lines, "node2");
        await UntilHeardAsync(carla, ben);
    }

    [Fact]
    public async Task Script_ThatDoesNotLoad_EndsTheCommand()
    {
        _folder.Write("chat.js", "export function onMessage( {");
        await using var run = ServingProcess.Start(_folder.Path, "run", "chat.js", "--nodes", "2", "--listen", "0");

        await run.LineAsync("chat.js:1:");

        Assert.Equal(2, await run.ExitCodeAsync());
    }

    [Theory]
    [InlineData("--nodes must be a number from 1 to 32 (found \"0\").", "--nodes", "0")]
    [InlineData("--nodes must be a number from 1 to 32 (found \"x\").", "--nodes", "x")]
    [InlineData("--nodes and --supervised exclude each other", "--nodes", "2", "--supervised")]
    [InlineData("--nodes: cluster.url is memory of one process", "--nodes", "2", "--cluster:url", "memory:x")]
    public async Task Command_ThatIsWrong_SaysWhatIsWrong(string expected, params string[] arguments)
    {
        await using var run = ServingProcess.Start(_folder.Path, ["run", "chat.js", .. arguments]);

        await run.LineAsync(expected);

        Assert.Equal(2, await run.ExitCodeAsync());
    }

    private static async Task<DotNetClient> ConnectAsync(IReadOnlyList<string> lines, string node)
    {
        var start = $"{node} | listening on ";
        var line = lines.Single(line => line.StartsWith(start, StringComparison.Ordinal));
        var client = await DotNetClient.ConnectAsync(new Uri(line[start.Length..]));
        Assert.Equal("hello", await client.ReceiveTextAsync());
        return client;
    }

    /// <summary>The nodes may not have met yet, so the first messages can stay at one of them.</summary>
    private static async Task UntilHeardAsync(DotNetClient from, DotNetClient to)
    {
        var heard = to.ReceiveTextAsync();
        while (!heard.IsCompleted)
        {
            await from.SendAsync("hello there");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal("hello there", await heard);
    }
}
