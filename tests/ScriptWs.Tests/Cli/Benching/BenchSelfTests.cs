using System.Net.Sockets;
using System.Text.Json;
using ScriptWs.Cli;
using ScriptWs.Cli.Benching;
using ScriptWs.Cli.Client;

namespace ScriptWs.Tests.Cli.Benching;

/// <summary><c>scriptws bench --self</c>, and the peer that it measures itself against.</summary>
public sealed class BenchSelfTests
{
    private static readonly string[] Short = ["--duration", "200ms", "--warm-up", "50ms"];

    [Fact]
    public async Task Bench_OfItself_MeasuresAgainstAProcessOfItsOwn()
    {
        string[] command = ["exec", Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll"), "bench", "--self", "--depth", "4", .. Short];

        var (exitCode, output) = await Tool.RunAsync(Tool.Find("dotnet")!, command, AppContext.BaseDirectory);

        Assert.StartsWith("this client and a peer that does nothing but echo, echo: 10 connections, 64 bytes, 4 in flight, 0.2 s\n", output, StringComparison.Ordinal);
        Assert.Matches("\n  errors      0\n  this client [0-9.]+ µs of processor time and [0-9]+ bytes of garbage for each of the messages, ", output);
        Assert.Matches("\n  so          beside a server on this machine no more than [0-9,]+ messages/s can be measured with these options\n", output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(125, 7)]
    [InlineData(126, 3)]
    [InlineData(70_000, 2)]
    public async Task Peer_AnswersEachMessageWithOneAsLong(int size, int depth)
    {
        using var stopped = new CancellationTokenSource();
        var port = new TaskCompletionSource<int>();
        var serving = new BenchPeer(size).ServeAsync(port.SetResult, stopped.Token);
        var plan = new BenchPlan { Size = size, Depth = depth, Connections = 3, Duration = TimeSpan.FromMilliseconds(100), WarmUp = TimeSpan.Zero };
        var options = new ClientOptions(new Uri($"ws://127.0.0.1:{await port.Task}/"), [], []);

        var result = await new BenchRun(plan, options, new BenchProgress(TextWriter.Null, false), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
        await stopped.CancelAsync();
        await serving;

        Assert.InRange(result.Latencies.Count, 1, long.MaxValue);
        Assert.Equal((0, 0), (result.Errors, result.Foreign));
    }

    [Fact]
    public async Task Peer_EndsWithItsInput()
    {
        var (exitCode, output, errors) = await CliRun.RunAsync(BenchPeer.Command, BenchPeer.SizeOption, "8");

        Assert.Matches("^[0-9]+\n$", output);
        Assert.Equal((0, ""), (exitCode, errors));
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync("127.0.0.1", int.Parse(output, System.Globalization.CultureInfo.InvariantCulture), TestContext.Current.CancellationToken).AsTask());
    }

    [Theory]
    [InlineData("bench", "scriptws bench needs URL; see scriptws bench --help.")]
    [InlineData("bench --self --mode fan-out", "--self goes with --mode echo: its peer does nothing else.")]
    [InlineData("bench-pier", "\"bench-pier\" is not a command; see scriptws --help.")]
    public async Task Bench_OfNobody_IsExplained(string line, string explanation)
    {
        var (exitCode, output, errors) = await CliRun.RunAsync(line.Split(' '));

        Assert.Equal((2, "", $"scriptws: {explanation}\n"), (exitCode, output, errors));
    }
}
