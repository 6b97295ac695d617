using System.Text.Json;
using ScriptWs.Cli;
using ScriptWs.Cli.Terminal;
using ScriptWs.Configuration;
using ScriptWs.Tests.Cli.Terminal;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws top</c> against a server that tells what an admin page tells.</summary>
public sealed class TopTests
{
    private const string State = """
        {"status":"running","cause":null,"uptime":11520,"addresses":["ws://127.0.0.1:8080/"],"open":1204,"heartbeat":"30 s",
         "scripts":[{"path":"scripts/chat.js","generation":3,"endpoint":"/","workers":1}],
         "totals":{"opened":1300,"closed":96,"dropped":2,"buffered":1572864,"waiting":4,"failures":1,"heartbeatTimeouts":5,"listenerFaults":0,"memory":88080384,"threads":12},
         "sample":{"received":12.5,"sent":1500,"bytesReceived":2048,"bytesSent":3145728,"processor":0.25},
         "events":[{"time":"2026-11-23T15:00:00+00:00","kind":"reload","text":"scripts/chat.js: refused, \u001b[31mgeneration 3 runs."}]}
        """;

    [Fact]
    public async Task Top_Once_PrintsTheFigures()
    {
        await using var server = await StartAsync(Told("begin", State.Replace("\"sample\":{", "\"other\":{", StringComparison.Ordinal)), Told("state", State));

        var (exitCode, output, errors) = await CliRun.RunAsync("top", AddressOf(server), "--once");

        Assert.Equal(("", 0), (errors, exitCode));
        Assert.StartsWith($"""
            scriptws top {AddressOf(server)}  running, up 3 h 12 min
            listens on   ws://127.0.0.1:8080/

            connections  open 1,204                opened 1,300              closed 96
            messages     in 12.5/s                 out 1,500/s               dropped 2
            bytes        in 2.0 KiB/s              out 3.0 MiB/s
            waiting      events 4                  for slow clients 1.5 MiB
            process      processors 0.25           memory 84.0 MiB           threads 12
            trouble      script failures 1         heartbeat timeouts 5      listener faults 0

            SCRIPT           ENDPOINT  GENERATION  WORKERS
            scripts/chat.js  /                  3        1

            """, output, StringComparison.Ordinal);
        // What others have written is shown, and not obeyed.
        Assert.EndsWith("  scripts/chat.js: refused, ␛[31mgeneration 3 runs.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_AsJson_PrintsALineThatIsTheState()
    {
        await using var server = await StartAsync(Told("state", State.ReplaceLineEndings("")));

        var (exitCode, output, _) = await CliRun.RunAsync("top", AddressOf(server), "--once", "--json");

        Assert.Equal(1204, JsonElement.Parse(Assert.Single(output.TrimEnd('\n').Split('\n'))).GetProperty("open").GetInt32());
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Top_WhereNoTerminalIs_PrintsALineEachSecondUntilItIsStopped()
    {
        await using var server = await StartAsync(Told("state", State), Told("state", State.Replace("1204", "1205", StringComparison.Ordinal)));
        await using var run = CliRun.Start("top", AddressOf(server));

        Assert.Equal("running  open 1,204  in 12.5/s  out 1,500/s  waiting 4  processors 0.25  memory 84.0 MiB", await run.NextLineAsync());
        Assert.StartsWith("running  open 1,205  ", await run.NextLineAsync(), StringComparison.Ordinal);
        run.Stop();

        Assert.Equal(0, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task Top_WhenItsReaderIsGone_EndsQuietly()
    {
        await using var server = await StartAsync(Told("state", State), Told("state", State));
        using var closed = new SafeWriter(new FailingWriter { Failure = new IOException(DescriptorWriter.NoReader) });
        using var errors = new StringWriter();
        using var stop = new StopSignal();
        var streams = new Streams(TextReader.Null, closed, errors) { OutLosses = closed.Losses };

        var exitCode = await CliApp.RunAsync(["top", AddressOf(server)], streams, stop).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(("", 0, 1), (errors.ToString(), exitCode, closed.Losses.Total));
    }

    [Fact]
    public async Task Top_WithAUser_SendsTheirPassword()
    {
        await using var server = await StartAsync();
        server.Connected += connection => connection.Send(Told("state", State.Replace("running", connection.Headers["authorization"], StringComparison.Ordinal)));

        var (_, output, _) = await CliRun.RunWithInputAsync("sesame\n", "top", AddressOf(server), "--user", "alice", "--once");

        Assert.Contains(Convert.ToBase64String("alice:sesame"u8), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_WhenTheServerCloses_SaysSo()
    {
        await using var server = await StartAsync();
        server.Connected += connection => connection.Close();

        var (exitCode, _, errors) = await CliRun.RunAsync("top", AddressOf(server));

        Assert.Equal(("scriptws: the server closed the connection.\n", 1), (errors, exitCode));
    }

    [Fact]
    public async Task Top_OfSomethingElse_SaysSo()
    {
        await using var server = await StartAsync("hello");

        var (exitCode, _, errors) = await CliRun.RunAsync("top", AddressOf(server));

        Assert.Equal(("scriptws: this is not an admin page: it does not speak JSON; see section admin of its server.json for the address.\n", 1), (errors, exitCode));
    }

    private static string Told(string happened, string state) => $$"""{"event":"{{happened}}","state":{{state}}}""";

    private static string AddressOf(ScriptWsServer server) => new UriBuilder(server.Addresses[0]) { Scheme = "http" }.Uri.ToString();

    private static async Task<ScriptWsServer> StartAsync(params string[] messages)
    {
        var server = new ScriptWsServer(new ScriptWsOptions { Listen = [new ListenOptions { Port = 0 }] });
        server.Connected += connection =>
        {
            foreach (var message in messages) connection.Send(message);
        };
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
