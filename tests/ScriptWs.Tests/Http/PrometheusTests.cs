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
    [InlineData("")]
    [InlineData("X-Prometheus-Scrape-Timeout-Seconds: 10")]
    [InlineData("User-Agent: curl/8")]
    [InlineData("Accept: text/plain; version=0.0.4")]
    [InlineData("Accept-Encoding: gzip")]
    [InlineData("Host: 127.0.0.1")]
    [InlineData("Host: 127.8.8.8:8080")]
    [InlineData("Host: [::1]:8080")]
    [InlineData("Host: localhost:8080")]
    [InlineData("Host: metrics.localhost")]
    public async Task Figures_OnThisMachine_AreShown(string field) => Assert.Equal(200, await StatusAsync(field));

    [Theory]
    [InlineData("Via: 1.1 proxy")]
    [InlineData("Forwarded: for=203.0.113.7")]
    [InlineData("X-Forwarded-For: 203.0.113.7")]
    [InlineData("X-Forwarded-For: 127.0.0.1")]
    [InlineData("X-Forwarded-For:")]
    [InlineData("x-forwarded-host: chat.example.com")]
    [InlineData("X-FORWARDED-PROTO: https")]
    [InlineData("X-Forwarded-Port: 443")]
    [InlineData("X-Forwarded-Prefix: /a")]
    [InlineData("X-Forwarded-Server: a")]
    [InlineData("X-Forwarded-Ssl: on")]
    [InlineData("X-Forwarded: for=203.0.113.7")]
    [InlineData("Forwarded-For: 203.0.113.7")]
    [InlineData("X-Original-Forwarded-For: 203.0.113.7")]
    [InlineData("X-Real-IP: 203.0.113.7")]
    [InlineData("X-Client-IP: 203.0.113.7")]
    [InlineData("Client-IP: 203.0.113.7")]
    [InlineData("X-Cluster-Client-IP: 203.0.113.7")]
    [InlineData("True-Client-IP: 203.0.113.7")]
    [InlineData("CF-Connecting-IP: 203.0.113.7")]
    [InlineData("CF-Ray: 1")]
    [InlineData("CDN-Loop: cloudflare")]
    [InlineData("X-Envoy-External-Address: 203.0.113.7")]
    [InlineData("X-Envoy-Attempt-Count: 1")]
    [InlineData("Fastly-Client-IP: 203.0.113.7")]
    [InlineData("Fly-Client-IP: 203.0.113.7")]
    [InlineData("X-Azure-ClientIP: 203.0.113.7")]
    [InlineData("X-Appengine-User-IP: 203.0.113.7")]
    [InlineData("X-Amzn-Trace-Id: 1")]
    [InlineData("CloudFront-Viewer-Address: 203.0.113.7")]
    [InlineData("X-ProxyUser-Ip: 203.0.113.7")]
    [InlineData("WL-Proxy-Client-IP: 203.0.113.7")]
    [InlineData("Proxy-Connection: keep-alive")]
    [InlineData("X-Remote-Addr: 203.0.113.7")]
    [InlineData("X-Originating-IP: 203.0.113.7")]
    [InlineData("X-Request-Id: 1")]
    [InlineData("X-Scheme: https")]
    [InlineData("Front-End-Https: on")]
    [InlineData("Max-Forwards: 9")]
    [InlineData("Incap-Client-IP: 203.0.113.7")]
    [InlineData("Ali-Cdn-Real-Ip: 203.0.113.7")]
    [InlineData("Host: 203.0.113.7")]
    [InlineData("Host: 10.0.0.1")]
    [InlineData("Host: [2001:db8::1]")]
    public async Task Figures_ThroughAProxyThatIsNotTrusted_AreRefused(string field) => Assert.Equal(403, await StatusAsync(field));

    [Theory]
    [InlineData("Host: chat.example.com", 421)]
    [InlineData("Host: a+b.example.com", 400)]
    [InlineData("Host: 0x7f.0.0.1", 421)]
    [InlineData("Host: localhost.example.com", 421)]
    public async Task Figures_ByANameThatIsNotOurs_AreRefused(string field, int expected) => Assert.Equal(expected, await StatusAsync(field));

    [Theory]
    [InlineData("")]
    [InlineData("X-Forwarded-For: 127.0.0.1")]
    public async Task Figures_FromATrustedProxyOfThisMachine_AreRefused(string field) =>
        Assert.Equal(403, await StatusAsync(field, options => options with { Addresses = new() { TrustedProxies = ["127.0.0.1"] } }));

    [Fact]
    public async Task Figures_ForThisMachineByTheList_AreNotForThoseBehindItsProxy()
    {
        await using var site = await StartAsync(new PrometheusOptions { Enabled = true, Addresses = ["127.0.0.1", "::1", "192.0.2.0/24"] });

        var answer = await site.SendAsync("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Real-IP: 203.0.113.7\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_ByAListedNameOfTheServer_AreRefused() => Assert.Equal(403, await StatusAsync("Host: chat.example.com", options => options with { Hosts = ["chat.example.com"] }));

    [Fact]
    public async Task Figures_InTheOldVersionOfHttp_AreRefused() => Assert.Equal(403, await StatusAsync("", version: "1.0"));

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

    /// <summary>What a program of this machine is answered that sends this field.</summary>
    private static async Task<int> StatusAsync(string field, Func<ScriptWsOptions, ScriptWsOptions>? change = null, string version = "1.1")
    {
        await using var site = await HttpSite.StartAsync(options => (change?.Invoke(options) ?? options) with { Metrics = new() { Prometheus = new() { Enabled = true } } });
        var host = field.StartsWith("Host:", StringComparison.Ordinal) ? "" : "Host: 127.0.0.1\r\n";
        var answer = await site.SendAsync($"GET /metrics HTTP/{version}\r\n{host}{(field.Length > 0 ? field + "\r\n" : "")}Connection: close\r\n\r\n");
        return int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

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
