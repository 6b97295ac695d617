using System.Text.Json;
using ScriptWs.ClientProtocol;
using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Browser;

/// <summary>The client in a browser, imported from the server itself, over wss.</summary>
public sealed class ClientFileTests(Chromium chromium)
{
    private const string Html = """
        <!doctype html><title>client</title>
        <script type="module">
          import { connect } from "/scriptws/client.js";
          window.events = [];
          window.news = [];
          window.client = connect("/", { minDelay: 10, maxDelay: 50 });
          for (const name of ["open", "close", "message", "gap"]) client.on(name, (event) => events.push([name, event]));
          await client.subscribe("news", (data) => news.push(data));
          window.isReady = true;
        </script>
        """;

    private const string Script = """
        export const rpc = {
          add: (_, { a, b }) => a + b,
          publish: (_, { data }) => server.publish("news", data),
          visits: (connection) => (connection.data.visits = (connection.data.visits ?? 0) + 1),
        };
        export const onRequest = () => ({ headers: { "Content-Type": "text/html; charset=utf-8" }, body: html });
        export const onSubscribe = (_, topic) => topic === "news";
        export function onMessage(connection, text) { connection.send(text.toUpperCase()); }
        """;

    [Fact]
    public async Task Page_ThatImportsTheClient_TalksReconnectsAndResumes()
    {
        await using var server = await StartAsync();
        await using var page = await chromium.OpenAsync($"https://localhost:{server.Address.Port}/");
        await page.UntilAsync("window.isReady");

        Assert.Equal(3, (await page.EvaluateAsync("client.request('add', { a: 1, b: 2 })")).GetInt32());
        await page.EvaluateAsync("client.send('hello')");
        await page.UntilAsync("events.some(([name, data]) => name === 'message' && data === 'HELLO')");
        Assert.Equal(1, (await page.EvaluateAsync("client.request('visits')")).GetInt32());

        foreach (var connection in server.Server.Connections) connection.Abort();
        await page.UntilAsync("events.filter(([name]) => name === 'open').length === 2 && client.state === 'open'");
        Assert.Equal(2, (await page.EvaluateAsync("client.request('visits', {}, { retry: true })")).GetInt32());
        await page.EvaluateAsync("client.request('publish', { data: 'again' })");
        await page.UntilAsync("news.join() === 'again'");

        await server.Server.RestartAsync(TestContext.Current.CancellationToken);
        await page.UntilAsync("events.filter(([name]) => name === 'open').length === 3 && client.state === 'open'");
        Assert.Equal(3, (await page.EvaluateAsync("client.request('visits', {}, { retry: true })")).GetInt32());
        var resumed = await page.EvaluateAsync("events.filter(([name]) => name === 'open').map(([, { resumed }]) => resumed).join()");
        Assert.Equal("false,true,true", resumed.GetString());
    }

    private static Task<TlsServer> StartAsync() => TlsServer.StartAsync(
        change: options => options with
        {
            Endpoints = [new EndpointOptions { Script = "client.js", Subprotocols = [ClientSubprotocol.Name] }],
            Sessions = new ResumptionOptions { Keep = TimeSpan.FromMinutes(5) },
        },
        prepare: server => server.ServeHttp(),
        files: [("client.js", $"{Script}\nconst html = {JsonSerializer.Serialize(Html)};")]);
}
