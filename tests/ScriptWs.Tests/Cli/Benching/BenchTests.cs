using System.Text.Json;
using ScriptWs.Tests.Samples;

namespace ScriptWs.Tests.Cli.Benching;

/// <summary><c>scriptws bench</c> against servers in this process.</summary>
public sealed class BenchTests
{
    private static readonly string[] Short = ["--duration", "200ms", "--warm-up", "50ms"];

    [Theory]
    [InlineData("--depth 4 --size 200")]
    [InlineData("--rate 1000")]
    [InlineData("--size 100000")]
    public async Task Bench_OfAnEchoServer_MeasuresItsAnswers(string options)
    {
        await using var server = await SampleServer.StartAsync("scripts/echo.js");

        var (exitCode, output, errors) = await CliRun.RunAsync(["bench", server.Address.ToString(), "--connections", "3", .. options.Split(' '), .. Short, "--json"]);

        Assert.Equal((0, ""), (exitCode, errors));
        using var json = JsonDocument.Parse(output);
        Assert.InRange(json.RootElement.GetProperty("measuredMessages").GetInt64(), 1, long.MaxValue);
        Assert.Equal(0, json.RootElement.GetProperty("lostConnections").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("unexpectedMessages").GetInt64());
    }

    [Fact]
    public async Task Bench_OfAServerThatTellsEverybody_MeasuresDeliveries()
    {
        using var folder = new TemporaryFolder();
        folder.Write("all.js", "export function onConnect(c) { c.send('welcome'); } export function onMessage(c, text) { server.broadcast('said: ' + text); }");
        await using var server = await SampleServer.StartAsync(folder.Path, "all.js");

        var (exitCode, output, errors) = await CliRun.RunAsync(["bench", server.Address.ToString(), "--mode", "fan-out", "--connections", "5", .. Short]);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains(" deliveries/s\n", output, StringComparison.Ordinal);
        Assert.Contains("  unexpected  ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_ThatMissesWhatIsRequired_FailsAndSaysWhat()
    {
        await using var server = await SampleServer.StartAsync("scripts/echo.js");

        var (exitCode, _, errors) = await CliRun.RunAsync(["bench", server.Address.ToString(), .. Short, "--require", "rate>1000000000", "--require", "max<1h", "--require", "p50>=0us"]);

        Assert.Equal((2, "scriptws: --require max<1h: write it as in p99<20ms, rate>=10000 or errors=0; there are p50, p90, p99, p99.9, max, mean, rate and errors.\n"), (exitCode, errors));

        (exitCode, _, errors) = await CliRun.RunAsync(["bench", server.Address.ToString(), .. Short, "--require", "rate>1000000000", "--require", "p50>=0us"]);
        Assert.Matches("^scriptws: rate>1000000000 was required; it was [0-9,.]+\\.\n$", errors);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Bench_OfAServerThatDoesNotAnswer_SaysWhatItNeeds()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mute.js", "export function onMessage() {}");
        await using var server = await SampleServer.StartAsync(folder.Path, "mute.js");

        var (exitCode, output, errors) = await CliRun.RunAsync(["bench", server.Address.ToString(), .. Short]);

        Assert.Equal("scriptws: nothing came back; the server must send every message back as it is, as scripts/echo.js does, or try --mode fan-out.\n", errors);
        Assert.Equal((1, ""), (exitCode, output));
    }

    [Fact]
    public async Task Bench_OfAServerThatCloses_TellsItsReason()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bye.js", "export function onMessage(c) { c.close(4001, 'go away'); }");
        await using var server = await SampleServer.StartAsync(folder.Path, "bye.js");

        var (exitCode, _, errors) = await CliRun.RunAsync(["bench", server.Address.ToString(), .. Short]);

        Assert.Equal("scriptws: nothing came back: the server closed the connection with 4001 go away.\n", errors);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("--connections 0", "--connections 0: write a number from 1 to 25000.")]
    [InlineData("--mode fan", "--mode fan: \"fan\" is not one of its values; there are echo and fan-out.")]
    [InlineData("--duration soon", "--duration soon: write a duration as in 500ms, 10s or 2m, at most 60m.")]
    [InlineData("--mode fan-out --connections 1", "--mode fan-out needs --connections 2 or more: one sends, the others receive.")]
    [InlineData("--mode fan-out --size 5", "--mode fan-out needs --size 23 or more: each message says when it was sent.")]
    public async Task Bench_WithAWrongOption_IsExplained(string options, string explanation)
    {
        var (exitCode, output, errors) = await CliRun.RunAsync(["bench", "ws://127.0.0.1:9/", .. options.Split(' ')]);

        Assert.Equal((2, "", $"scriptws: {explanation}\n"), (exitCode, output, errors));
    }
}
