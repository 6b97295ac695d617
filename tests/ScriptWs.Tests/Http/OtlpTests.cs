using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Http;

/// <summary>A server that reports to another one, which is the collector.</summary>
public sealed class OtlpTests
{
    private const string Echo = "export function onMessage(connection, text) { connection.send(text); }";

    private readonly ConcurrentDictionary<string, string> _told = new();

    [Fact]
    public async Task Server_WhenItStops_HasToldItsFiguresAndTraces()
    {
        await using var collector = await CollectorAsync();
        await using var site = await StartAsync(new OtlpOptions { Endpoint = collector.Client.BaseAddress!.ToString(), Traces = true, Service = "chat-1" });
        using (var client = await DotNetClient.ConnectAsync(site.Server.Addresses[0]))
        {
            await client.SendAsync("one");
            await client.ReceiveTextAsync();
        }

        await site.Server.StopAsync(TestContext.Current.CancellationToken);

        // Names stand in protobuf as they are.
        Assert.All(["scriptws.messages.received", "scriptws.turn.duration", "scriptws.connections.opened", "chat-1"], name => Assert.Contains(name, _told["metrics"], StringComparison.Ordinal));
        Assert.All(["scriptws.handshake", "onMessage", "chat-1"], name => Assert.Contains(name, _told["traces"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_WithoutTraces_TellsNone()
    {
        await using var collector = await CollectorAsync();
        await using var site = await StartAsync(new OtlpOptions { Endpoint = collector.Client.BaseAddress!.ToString() });

        await site.Server.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["metrics"], _told.Keys);
    }

    [Fact]
    public async Task Server_WhoseCollectorIsGone_SaysSoAndStops()
    {
        string gone;
        await using (var collector = await CollectorAsync()) gone = collector.Client.BaseAddress!.ToString();
        await using var site = await StartAsync(new OtlpOptions { Endpoint = gone });

        await site.Server.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains(site.Log.Lines, line => line.Contains($"The collector at {gone} did not accept the metrics", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1:4318")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("collector")]
    public void Endpoint_ThatIsNoWebAddress_IsRefused(string endpoint)
    {
        var error = Assert.Single(new ScriptWsOptions { Metrics = new() { Otlp = new() { Endpoint = endpoint } } }.Validate());

        Assert.Equal($"metrics.otlp.endpoint must be an address such as \"http://127.0.0.1:4318\" (found \"{endpoint}\")", $"{error.Key} {error.Problem}");
    }

    [Theory]
    [InlineData("http://alice:secret-7d1ec0de@127.0.0.1:4318")]
    [InlineData("http://127.0.0.1:4318/?api-key=secret-7d1ec0de")]
    [InlineData("http://127.0.0.1:4318/#secret-7d1ec0de")]
    public void Endpoint_ThatHoldsASecret_IsRefusedAndNotTold(string endpoint)
    {
        var error = Assert.Single(new ScriptWsOptions { Metrics = new() { Otlp = new() { Endpoint = endpoint } } }.Validate());

        Assert.Equal(
            "metrics.otlp.endpoint must be an address without a name, a password and a query; what the collector wants to know is put into the environment variable OTEL_EXPORTER_OTLP_HEADERS, as in api-key=…",
            $"{error.Key} {error.Problem}");
    }

    private static Task<HttpSite> StartAsync(OtlpOptions otlp) => HttpSite.StartAsync(options => options with { Metrics = new() { Otlp = otlp } }, script: Echo);

    private Task<HttpSite> CollectorAsync() => HttpSite.StartAsync(configure: app => app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, TestContext.Current.CancellationToken);
        _told.AddOrUpdate(signal, Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
    }));
}
