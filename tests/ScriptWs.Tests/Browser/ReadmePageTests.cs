using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Tests.Documentation;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Browser;

/// <summary>The web page of README.md talks to the handler of README.md.</summary>
public sealed class ReadmePageTests(Chromium chromium)
{
    private static IReadOnlyList<PageBlock> Blocks => Page.Of("README.md").Blocks;

    [Fact]
    public async Task Page_ThatTalksToHello_ReachesTheOthers()
    {
        using var pages = new TemporaryFolder();
        await using var server = await StartAsync(pages.Path);
        pages.Write("index.html", $"""
            <!doctype html>
            <script>window.printed = []; console.log = (text) => window.printed.push(text);</script>
            <script>{Script(server)}</script>
            """);
        using var other = await server.ConnectAsync();
        await other.ReceiveTextAsync();

        await using var page = await chromium.OpenAsync($"https://localhost:{server.Address.Port}/");

        Assert.Equal("Hello from the browser!", await other.ReceiveTextAsync());
        await page.UntilAsync("window.printed.length > 0");
        Assert.Equal("Clients online: 2", (await page.EvaluateAsync("window.printed[0]")).GetString());
    }

    private static string Script(TlsServer server)
    {
        var script = Blocks.Single(block => block.Kind == "js page").Text;
        Assert.Contains("ws://127.0.0.1:8080/", script, StringComparison.Ordinal);
        return script.Replace("ws://127.0.0.1:8080/", $"wss://localhost:{server.Address.Port}/", StringComparison.Ordinal);
    }

    private static async Task<TlsServer> StartAsync(string pages) => await TlsServer.StartAsync(
        change: options => options with
        {
            Endpoints = [new EndpointOptions { Script = "hello.js" }],
            Static = new Dictionary<string, string> { ["/"] = pages },
        },
        prepare: server => server.ServeHttp(),
        files: ("hello.js", Blocks.Single(block => block.FileName == "hello.js").Text));
}
