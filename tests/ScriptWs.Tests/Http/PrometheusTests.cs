using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ScriptWs.Configuration;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Http;

public sealed partial class PrometheusTests
{
    private const string Echo = "export function onMessage(connection, text) { if (text === 'fail') throw new Error(text); connection.send(text); }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_AfterSomeTraffic_AreThatTraffic()
    {
        await using var site = await StartAsync();
        using var client = await DotNetClient.ConnectAsync(site.Server.Addresses[0]);
        await client.SendAsync("one");
        await client.ReceiveTextAsync();

        var lines = (await site.Client.GetStringAsync("/metrics", Cancel)).Split('\n');

        Assert.Contains("scriptws_connections_opened_total{scriptws_endpoint=\"/\"} 1", lines);
        Assert.Contains("scriptws_connections_active{scriptws_endpoint=\"/\"} 1", lines);
        Assert.Contains("scriptws_messages_received_total 1", lines);
        Assert.Contains("scriptws_io_sent_bytes_total 5", lines);
        Assert.Contains("scriptws_script_generation{scriptws_endpoint=\"/\",scriptws_file=\"main.js\"} 1", lines);
        Assert.Contains("scriptws_turn_duration_seconds_count{scriptws_endpoint=\"/\",scriptws_handler=\"onMessage\"} 1", lines);
        Assert.Contains("scriptws_turn_duration_seconds_bucket{scriptws_endpoint=\"/\",scriptws_handler=\"onMessage\",le=\"+Inf\"} 1", lines);
        Assert.Contains("# TYPE scriptws_turn_duration_seconds histogram", lines);
    }

    [Fact]
    public async Task Figures_WhenPromtoolChecksThem_AreAsPrometheusWantsThem()
    {
        Assert.SkipUnless(Tool.Find("promtool") is not null, "promtool is not installed (Debian: prometheus).");
        await using var site = await StartAsync();
        await MakeEverythingAsync(site);
        var file = site.PathOf("figures.txt");
        await File.WriteAllTextAsync(file, await site.Client.GetStringAsync("/metrics", Cancel), Cancel);

        var (exitCode, output) = await Tool.RunAsync("/bin/sh", ["-c", $"exec promtool check metrics < '{file}'"], site.PathOf(""));

        Assert.Equal("", output.Trim());
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Dashboard_EveryFigureThatItAsksFor_IsThere()
    {
        await using var site = await StartAsync();
        await MakeEverythingAsync(site);
        var text = await site.Client.GetStringAsync("/metrics", Cancel);
        var there = Figure().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        // What happens rarely has no figure before it happens; its name follows from the instrument's.
        there.UnionWith(["scriptws_ping_duration_seconds_bucket", "scriptws_heartbeat_timeouts_total", "scriptws_listener_faults_total"]);

        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("src/ScriptWs.Http/Metrics/grafana.json"), Cancel))!;
        var asked = dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray(), (_, target) => (string)target!["expr"]!)
            .SelectMany(query => Asked().Matches(query)).Select(match => match.Value).Distinct().ToArray();

        Assert.True(asked.Length > 15);
        Assert.Empty(asked.Except(there));
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("X-Forwarded-For: 203.0.113.7", HttpStatusCode.Forbidden)]
    [InlineData("Forwarded: for=203.0.113.7", HttpStatusCode.Forbidden)]
    public async Task Figures_ThroughAProxyThatIsNotTrusted_AreRefused(string header, HttpStatusCode expected)
    {
        await using var site = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (header.Split(": ") is [var name, var value]) request.Headers.Add(name, value);

        using var answer = await site.Client.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.0/24", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    public async Task Figures_ForAddresses_AreForThoseThatAreListed(string listed, HttpStatusCode expected)
    {
        await using var site = await StartAsync(new PrometheusOptions { Enabled = true, Addresses = [listed] });

        using var answer = await site.Client.GetAsync(new Uri("/metrics", UriKind.Relative), Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("bob", HttpStatusCode.Forbidden)]
    [InlineData("alice", HttpStatusCode.OK)]
    public async Task Figures_ForARole_AreForItsUsers(string user, HttpStatusCode expected)
    {
        await using var site = await StartAsync(new PrometheusOptions { Enabled = true, Role = "admin" }, GuardedServer.Guarded);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (user.Length > 0) request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{GuardedServer.Password}")));

        using var answer = await site.Client.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Figures_WhenNotWanted_AreNotFound()
    {
        await using var site = await StartAsync(new PrometheusOptions());

        using var answer = await site.Client.GetAsync(new Uri("/metrics", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Figures_OfAServerThatRestarts_GoOn()
    {
        await using var site = await StartAsync();
        using (var client = await DotNetClient.ConnectAsync(site.Server.Addresses[0])) await client.SendAsync("one");
        await site.Server.RestartAsync(Cancel);
        using var again = await DotNetClient.ConnectAsync(site.Server.Addresses[0]);

        var text = await site.Client.GetStringAsync("/metrics", Cancel);

        Assert.Contains("scriptws_connections_opened_total{scriptws_endpoint=\"/\"} 2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithARoleAndNoUsers_AreRefused() => Assert.Contains(
        "metrics.prometheus.role",
        Assert.Single(new ScriptWsOptions { Metrics = new() { Prometheus = new() { Enabled = true, Role = "admin" } } }.Validate()).Key,
        StringComparison.Ordinal);

    private static Task<HttpSite> StartAsync(PrometheusOptions? prometheus = null, AuthenticationOptions? authentication = null) =>
        HttpSite.StartAsync(
            options => options with { Metrics = new() { Prometheus = prometheus ?? new() { Enabled = true } }, Authentication = authentication ?? options.Authentication },
            script: Echo);

    /// <summary>Connects, speaks, fails, reloads.</summary>
    private static async Task MakeEverythingAsync(HttpSite site)
    {
        using var client = await DotNetClient.ConnectAsync(site.Server.Addresses[0]);
        await client.SendAsync("fail");
        await client.ReceiveCloseAsync();
        site.Write("main.js", Echo + "//");
        await site.Server.ReloadAsync(Cancel);
    }

    [GeneratedRegex("^([a-z_]+)(?:\\{[^}]*\\})? [0-9.E+-]+$", RegexOptions.Multiline)]
    private static partial Regex Figure();

    [GeneratedRegex("(?:scriptws|process)_[a-z_]+(?=\\{)")]
    private static partial Regex Asked();
}
