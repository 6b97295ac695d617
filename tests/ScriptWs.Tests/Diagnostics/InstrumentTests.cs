using System.Net.WebSockets;
using System.Text.RegularExpressions;
using ScriptWs.Cli.Terminal;
using ScriptWs.Cluster;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.Diagnostics;

public sealed partial class InstrumentTests
{
    private const string Echo = "export function onMessage(connection, text) { if (text === 'fail') throw new Error(text); connection.send(text); }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instruments_AfterSomeTraffic_HaveCountedAllOfIt()
    {
        await using var started = await ReloadedServer.StartAsync(Echo);
        using var measured = new Measurements(started.Server);
        using var client = await DotNetClient.ConnectAsync(started.Server.Addresses[0]);
        await client.SendAsync("one");
        await client.ReceiveTextAsync();
        await client.SendAsync("two!");
        await client.ReceiveTextAsync();

        var counted = measured.Collect();

        Assert.Equal(1, counted["scriptws.connections.opened{/}"]);
        Assert.Equal(1, counted["scriptws.connections.active{/}"]);
        Assert.Equal(1, counted["scriptws.tcp.accepted"]);
        Assert.Equal(1, counted["scriptws.handshake.duration{101}"]);
        Assert.Equal(2, counted["scriptws.messages.received"]);
        Assert.Equal(2, counted["scriptws.messages.sent"]);
        Assert.Equal(0, counted["scriptws.messages.dropped"]);
        Assert.Equal(2, counted["scriptws.turn.duration{/,onMessage}"]);
        Assert.True(counted.ContainsKey("scriptws.connections.buffered"));
        Assert.Equal(1, counted["scriptws.script.generation{/,main.js}"]);
    }

    [Fact]
    public async Task Bytes_OfAConnectionThatIsGone_AreCountedToTheLast()
    {
        await using var started = await ReloadedServer.StartAsync(Echo);
        using var measured = new Measurements(started.Server);
        using var client = await DotNetClient.ConnectAsync(started.Server.Addresses[0]);
        await client.SendAsync("one");
        await client.ReceiveTextAsync();
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
        await started.Server.StopAsync(Cancel);

        var counted = measured.Collect();

        const int Header = 2, Mask = 4, Code = 2;
        Assert.Equal(Header + Mask + 3 + Header + Mask + Code, counted["scriptws.io.received"]);
        Assert.Equal(Header + 3 + Header + Code, counted["scriptws.io.sent"]);
    }

    [Fact]
    public async Task Instruments_AfterFailuresReloadsAndAStop_TellThemApart()
    {
        await using var started = await ReloadedServer.StartAsync(Echo);
        using var measured = new Measurements(started.Server);
        using var client = await DotNetClient.ConnectAsync(started.Server.Addresses[0]);
        await started.ReloadAsync(Echo + "//");
        await started.ReloadAsync("broken");
        await client.SendAsync("fail");
        await client.ReceiveCloseAsync();
        await started.Server.StopAsync(Cancel);

        var counted = measured.Collect();

        Assert.Equal(1, counted["scriptws.reloads{main.js,live}"]);
        Assert.Equal(1, counted["scriptws.reloads{main.js,refused}"]);
        Assert.Equal(1, counted["scriptws.reload.duration{refused}"]);
        Assert.Equal(1, counted["scriptws.script.failures{/}"]);
        Assert.Equal(1, counted["scriptws.connections.closed{/,1011}"]);
        Assert.Equal(0, counted["scriptws.connections.active{/}"]);
        Assert.Equal(1, counted["scriptws.messages.received"]); // of a run that is over
    }

    [Fact]
    public async Task Page_TableOfInstruments_IsWhatThereIs()
    {
        await using var started = await ReloadedServer.StartAsync(Echo);
        using var commands = LossMeter.Create(started.Server, null, null);
        _ = new ClusterFigures(started.Server.Hooks.Instruments.Meter);
        using var measured = new Measurements(started.Server);

        var there = measured.Instruments.Select(instrument => $"{instrument.Name} {Kind(instrument.GetType().Name)} {instrument.Unit}").Order();
        var told = from line in File.ReadLines(Repository.PathOf("docs/observability.md"))
                   let row = Row().Match(line)
                   where row.Success
                   select $"{row.Groups[1]} {row.Groups[2]} {row.Groups[3]}";

        Assert.Equal(there, told.Order());
    }

    private static string Kind(string type) => type.Contains("Histogram", StringComparison.Ordinal) ? "histogram"
        : type.Contains("Gauge", StringComparison.Ordinal) ? "gauge"
        : type.Contains("UpDown", StringComparison.Ordinal) ? "up-down counter" : "counter";

    [GeneratedRegex(@"^\| `(scriptws\.[a-z.]+)` \| ([a-z-]+(?: counter)?) \| `([^`]+)` \|")]
    private static partial Regex Row();
}
