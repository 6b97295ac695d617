using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Browser;

/// <summary>The recipe with the client (docs/recipes/room-chat) in a browser, with the settings of the cluster's recipe.</summary>
public sealed class RoomChatPageTests(Chromium chromium)
{
    /// <summary>Keeps what the page has said about its connection.</summary>
    private const string Watch = """
        (() => {
          window.states = [];
          new MutationObserver(() => states.push(state.textContent)).observe(state, { childList: true });
        })()
        """;

    /// <summary>Says something once the page has no connection.</summary>
    private const string SayWhileLost = """
        new MutationObserver((_, observer) => {
          if (!state.textContent.startsWith("connection lost")) return;
          observer.disconnect();
          document.querySelector("#text").value = "meanwhile";
          document.querySelector("#say").requestSubmit();
        }).observe(state, { childList: true })
        """;

    [Fact]
    public async Task Line_SaidWithoutAConnection_IsOfThePersonWhenItIsBack()
    {
        await using var server = await StartAsync();
        await using var anna = await EnterAsync(server, "anna");
        await using var ben = await EnterAsync(server, "ben");

        await anna.EvaluateAsync(SayWhileLost);
        foreach (var connection in server.Server.Connections) connection.Abort();

        await ben.UntilAsync("lines.textContent === 'anna: meanwhile'");
        await anna.UntilAsync("lines.textContent === 'anna: meanwhile'");
    }

    [Fact]
    public async Task Page_LosesItsConnection_ShowsItAndMissesNothing()
    {
        await using var server = await StartAsync();
        await using var anna = await EnterAsync(server, "anna");
        await using var ben = await EnterAsync(server, "ben");
        await anna.UntilAsync("[...people.children].map((one) => one.textContent).sort().join() === 'anna,ben'");

        await SayAsync(anna, "hello");
        await ben.UntilAsync("lines.textContent === 'anna: hello'");
        await ben.EvaluateAsync(Watch);
        foreach (var connection in server.Server.Connections) connection.Abort();
        await ben.UntilAsync("states.some((text) => text.startsWith('connection lost')) && states.at(-1) === 'connected as ben'");
        await anna.UntilAsync("state.textContent === 'connected as anna'");
        await SayAsync(anna, "<b>again</b>");

        await ben.UntilAsync("[...lines.children].map((line) => line.textContent).join() === 'anna: hello,anna: <b>again</b>'");
        await ben.UntilAsync("[...people.children].map((one) => one.textContent).sort().join() === 'anna,ben'");
        await using var carla = await EnterAsync(server, "carla");
        await carla.UntilAsync("lines.children.length === 2");
    }

    private static async Task<TlsServer> StartAsync()
    {
        var recipe = ServerConfiguration.Load(Repository.PathOf("docs/recipes/cluster/server.json"));
        var script = await File.ReadAllTextAsync(Repository.PathOf("docs/recipes/room-chat.js"), TestContext.Current.CancellationToken);
        return await TlsServer.StartAsync(
            change: options => options with
            {
                Endpoints = [new EndpointOptions { Script = "room-chat.js", Subprotocols = recipe.Endpoints[0].Subprotocols }],
                Static = new Dictionary<string, string> { ["/"] = Repository.PathOf("docs/recipes/room-chat") },
                Topics = recipe.Topics,
            },
            prepare: server => server.ServeHttp(),
            files: ("room-chat.js", script));
    }

    private async Task<BrowserPage> EnterAsync(TlsServer server, string name)
    {
        var page = await chromium.OpenAsync($"https://localhost:{server.Address.Port}/?name={name}#garden");
        await page.UntilAsync($"document.querySelector('#state').textContent === 'connected as {name}'");
        return page;
    }

    private static async Task SayAsync(BrowserPage page, string words) => await page.EvaluateAsync($$"""
        (() => {
          document.querySelector("#text").value = "{{words}}";
          document.querySelector("#say").requestSubmit();
        })()
        """);
}
