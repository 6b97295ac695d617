using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Http;

/// <summary>What <c>OTEL_EXPORTER_OTLP_HEADERS</c> holds: the collector gets it, and nobody else.</summary>
public sealed class OtlpHeaderTests
{
    private const string Secret = "secret-7d1ec0de";
    private const string Variable = $"OTEL_EXPORTER_OTLP_HEADERS='api-key={Secret},authorization=Bearer%20{Secret}'";

    private readonly ConcurrentQueue<string> _told = new();

    [Fact]
    public async Task Server_TellsTheCollectorItsKey()
    {
        await using var collector = await CollectorAsync();
        using var folder = Folder(collector.Client.BaseAddress!.ToString());
        await using var server = ServingProcess.Start(folder.Path, [Variable], ["run", "server.json", "--log:level", "trace"]);
        (await DotNetClient.ConnectAsync(await server.AddressAsync())).Dispose();

        Assert.Equal(0, await server.EndAsync());

        Assert.Equal([$"metrics {Secret} Bearer {Secret}", $"traces {Secret} Bearer {Secret}"], _told.Distinct().Order());
        Assert.DoesNotContain(await server.RestAsync(), line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_WhoseCollectorIsGone_DoesNotTellItsKey()
    {
        string gone;
        await using (var collector = await CollectorAsync()) gone = collector.Client.BaseAddress!.ToString();
        using var folder = Folder(gone);
        await using var server = ServingProcess.Start(folder.Path, [Variable], ["run", "server.json", "--log:level", "trace"]);
        await server.LineAsync("listening on ");

        Assert.Equal(0, await server.EndAsync());

        var lines = await server.RestAsync();
        Assert.Contains(lines, line => line.Contains($"The collector at {gone} did not accept the metrics", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_DoesNotTellTheKey()
    {
        using var folder = Folder("http://127.0.0.1:4318");
        await using var check = ServingProcess.Start(folder.Path, [Variable], ["check", "server.json"]);

        Assert.Equal(0, await check.ExitCodeAsync());

        var lines = await check.RestAsync();
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Server_WhoseHeadersAreNone_SaysSoAndServes()
    {
        using var folder = Folder("http://127.0.0.1:4318");
        await using var server = ServingProcess.Start(folder.Path, [$"OTEL_EXPORTER_OTLP_HEADERS={Secret}"], ["run", "server.json"]);

        var lines = await server.LinesAsync(
            "The collector at http://127.0.0.1:4318 receives nothing: the environment variable OTEL_EXPORTER_OTLP_HEADERS must hold names and values, as in api-key=abc,tenant=7.",
            "listening on ");

        Assert.Equal(0, await server.EndAsync());
        Assert.DoesNotContain(lines.Concat(await server.RestAsync()), line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private static TemporaryFolder Folder(string collector)
    {
        var folder = new TemporaryFolder();
        folder.Write("main.js", "export function onMessage() {}");
        folder.Write("server.json", $$"""
            { "listen": [{ "port": 0 }], "endpoints": [{ "path": "/", "script": "main.js" }], "metrics": { "otlp": { "endpoint": "{{collector}}", "traces": true } } }
            """);
        return folder;
    }

    private Task<HttpSite> CollectorAsync() => HttpSite.StartAsync(configure: app => app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
    {
        await request.Body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        _told.Enqueue($"{signal} {request.Headers["api-key"]} {request.Headers.Authorization}");
    }));
}
