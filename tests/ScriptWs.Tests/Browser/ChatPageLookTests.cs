using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Browser;

/// <summary>The chat's page by day and by night, on a desktop and on a phone: as axe-core judges it.</summary>
public sealed class ChatPageLookTests(Chromium chromium)
{
    private readonly Inspection _inspection = new();

    public static TheoryData<string> Looks => Look.Names;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Page_WhileTheyTalk_IsAccessible(string look)
    {
        await using var server = await StartAsync();
        await using var page = await chromium.OpenAsync($"https://localhost:{server.Address.Port}/", look: Look.Of(look));
        await page.UntilAsync("document.querySelector('#state').textContent === 'connected'");
        await SayAsync(page, "/name anna");
        await page.UntilAsync("document.querySelector('#name').value === 'anna'"); // only now can bert speak to her
        using var bert = await server.ConnectAsync();
        foreach (var line in new[] { "/name bert", "/typing on", "Good morning! " + new string('x', 120), "/msg anna are you there?" }) await bert.SendAsync(line);
        await page.UntilAsync("document.querySelector('#log').textContent.includes('are you there?')");
        await SayAsync(page, "Yes, I am.");
        await SayAsync(page, "/nonsense");
        await bert.SendAsync("/typing");

        await page.UntilAsync("document.querySelector('#log .refused') && document.querySelector('#log .mine') && document.querySelectorAll('#people li').length === 2");
        await _inspection.LookAtAsync(page, $"chat-{look}");
        await page.EvaluateAsync("document.querySelector('#open-side').click()");
        await _inspection.LookAtAsync(page, $"chat-{look}-side");
        await server.Server.StopAsync(new CancellationToken(canceled: true));
        await page.UntilAsync("document.querySelector('#state').className === 'lost'");
        await _inspection.LookAtAsync(page, $"chat-{look}-lost");

        _inspection.AssertNoFaults();
    }

    private static async Task<TlsServer> StartAsync() => await TlsServer.StartAsync(
        change: options => options with
        {
            Endpoints = [new EndpointOptions { Script = "chat.js" }],
            Static = new Dictionary<string, string> { ["/"] = Repository.PathOf("scripts/public") },
        },
        prepare: server => server.ServeHttp(),
        files: ("chat.js", await File.ReadAllTextAsync(Repository.PathOf("scripts/chat.js"), TestContext.Current.CancellationToken)));

    private static async Task SayAsync(BrowserPage page, string text) =>
        await page.EvaluateAsync($"(() => {{ document.querySelector('#text').value = '{text}'; document.querySelector('#say').requestSubmit(); }})()");
}
