using System.Globalization;
using System.Text.RegularExpressions;
using ScriptWs.Tests.Cli;
using ScriptWs.Tests.Cluster.Histories;

namespace ScriptWs.Tests.Cluster;

/// <summary>The wire between nodes and their broker is cut: packets vanish, and no connection ends.</summary>
public sealed class CutWireTests : IDisposable
{
    /// <summary>Three seconds of silence, a beat and a look each second; the rest is for a machine that is busy.</summary>
    private static readonly TimeSpan MaxUnnoticed = TimeSpan.FromSeconds(8);

    private readonly TemporaryFolder _folder = new();

    public CutWireTests()
    {
        _folder.Write("history.js", Follower.Script);
        _folder.Write(
            "plain.js",
            """
            export function onConnect(connection) { connection.subscribe("plain"); connection.send("hello"); }
            export function onMessage(connection, text) { connection.publish("plain", text); }
            """);
        _folder.Write(
            "server.json",
            """
            {
              "endpoints": [{ "path": "/", "script": "history.js" }, { "path": "/plain", "script": "plain.js" }],
              "topics": [{ "match": "chat", "history": 10000, "age": "1h" }]
            }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Wire_CutForTenSeconds_LosesNothingSilently()
    {
        await using var networks = await TwoNetworks.StartAsync();
        await using var first = networks.StartNode(_folder.Path, "--cluster:node", "first");
        await using var second = networks.StartNode(_folder.Path, "--cluster:node", "second");
        var firstAddress = await AddressAsync(first, "Node second is in the cluster.");
        var secondAddress = await AddressAsync(second, "Node first is in the cluster.");
        using var anna = await Follower.ConnectAsync(firstAddress);
        using var ben = await Follower.ConnectAsync(secondAddress);
        await ben.FollowAsync("");
        using var plainSender = await DotNetClient.ConnectAsync(new Uri(firstAddress, "/plain"));
        using var plainReceiver = await DotNetClient.ConnectAsync(new Uri(secondAddress, "/plain"));
        foreach (var client in (DotNetClient[])[plainSender, plainReceiver]) Assert.Equal("hello", await client.ReceiveTextAsync());
        var receiving = ReceiveAsync(plainReceiver);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = SendAsync(plainSender, anna, end.Token);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        await networks.CutAsync();
        await Task.WhenAll(first.LineAsync("is unreachable"), second.LineAsync("is unreachable"));
        var noticed = TimeProvider.System.GetElapsedTime(began);
        var rest = Outage.Of(10) - noticed;
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, TestContext.Current.CancellationToken);
        began = TimeProvider.System.GetTimestamp();
        await networks.JoinAsync();
        await first.LineAsync("is back");
        var lines = await second.LinesAsync("is back");
        var heardAgain = TimeProvider.System.GetElapsedTime(began);
        // The receiver tells what it missed before or after it tells that the broker is back.
        var missed = lines.Sum(MissedIn);
        while (missed == 0) missed += MissedIn(await second.LineAsync("Lost between nodes:"));
        await end.CancelAsync();
        var (plain, confirmed) = await sending;
        while ((await anna.PublishAsync("last")).StartsWith("error", StringComparison.Ordinal))
        {
        }

        await plainSender.SendAsync("last");
        var received = await receiving;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"noticed after {noticed.TotalSeconds:0.0} s, heard again after {heardAgain.TotalSeconds:0.0} s; "
            + $"plain: {plain} sent, {plain - received.Count} lost, {missed} envelopes declared missed");
        Assert.Equal(received.Distinct().Order(), received);
        Assert.InRange(noticed, TimeSpan.Zero, MaxUnnoticed);
        await JudgeAsync(ben, confirmed);
    }

    /// <summary>The address of a node that has met the other one.</summary>
    private static async Task<Uri> AddressAsync(ServingProcess node, string hasMet)
    {
        var lines = await node.LinesAsync("listening on ", hasMet);
        return new(lines.First(line => line.Contains("listening on ", StringComparison.Ordinal))["listening on ".Length..]);
    }

    private static int MissedIn(string line) =>
        Regex.Match(line, " ([0-9]+) envelopes missed") is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            : 0;

    private static async Task JudgeAsync(Follower follower, List<string> confirmed)
    {
        List<string> seen = [];
        while (seen.LastOrDefault() != "last") seen.Add(await follower.NextAsync());
        var lost = confirmed.Except(seen).Count();
        while (lost > 0 && !seen.Contains("gap chat true")) seen.Add(await follower.NextAsync());
        var messages = seen.Where(text => text[0] == 'm').ToArray();
        Assert.Equal(messages.Distinct().OrderBy(text => int.Parse(text[1..], CultureInfo.InvariantCulture)), messages);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"history: {confirmed.Count} confirmed, {messages.Length} received, {lost} lost, "
            + $"{seen.Count - messages.Length - 1} gaps declared");
    }

    /// <summary>Sends numbers to the plain topic, and publishes them to the topic with a history.</summary>
    private static async Task<(int Plain, List<string> Confirmed)> SendAsync(DotNetClient plain, Follower publisher, CancellationToken end)
    {
        List<string> confirmed = [];
        var number = 0;
        for (; !end.IsCancellationRequested; number++)
        {
            await plain.SendAsync(number.ToString(CultureInfo.InvariantCulture));
            var text = string.Create(CultureInfo.InvariantCulture, $"m{number}");
            if (!(await publisher.PublishAsync(text)).StartsWith("error", StringComparison.Ordinal)) confirmed.Add(text);
        }

        return (number, confirmed);
    }

    private static async Task<List<int>> ReceiveAsync(DotNetClient client)
    {
        List<int> received = [];
        while (await client.ReceiveTextAsync() is var text && text != "last") received.Add(int.Parse(text, CultureInfo.InvariantCulture));
        return received;
    }
}
