using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Reload;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Browser;

/// <summary>The chat's page (scripts/public) in a browser, over wss with a certificate of our own.</summary>
public sealed class ChatPageTests(Chromium chromium)
{
    private const int Lines = 60; // of each person while the script changes; below what the page and its log keep

    [Fact]
    public async Task TwoPeople_SeeEachOtherWriteAndSpeak()
    {
        await using var server = await StartAsync();
        await using var anna = await EnterAsync(server, "anna", "garden");
        await using var bert = await EnterAsync(server, "bert", "garden");

        await anna.UntilAsync("document.querySelector('#people').textContent.includes('bert')");
        await bert.EvaluateAsync("(() => { const text = document.querySelector('#text'); text.value = 'h'; text.dispatchEvent(new Event('input')); })()");
        await anna.UntilAsync("document.querySelector('#typing').textContent === 'bert is typing …'");
        await SayAsync(bert, "hello");

        await anna.UntilAsync("document.querySelector('#log').lastElementChild.lastChild.textContent === 'hello'");
        Assert.Equal("bert", (await anna.EvaluateAsync("document.querySelector('#log').lastElementChild.querySelector('.who').firstChild.textContent")).GetString());
        Assert.Equal("", (await anna.EvaluateAsync("document.querySelector('#typing').textContent")).GetString());
    }

    [Theory]
    [InlineData("<img src=x onerror=document.title='broken'>")]
    [InlineData("<script>document.title='broken'</script>")]
    [InlineData("\"><svg/onload=document.title='broken'>")]
    [InlineData("<a href=\"javascript:document.title='broken'\">x</a>")]
    [InlineData("> <bert> &lt;b&gt; ${document.title='broken'} {{constructor}}")]
    public async Task Markup_SaidByOthers_StaysText(string text)
    {
        await using var server = await StartAsync();
        await using var anna = await EnterAsync(server, "anna", "garden");
        using var bert = await server.ConnectAsync();
        await bert.SendAsync("/join garden");
        await bert.SendAsync("/msg anna " + text);
        await bert.SendAsync(text);
        await bert.SendAsync("done");

        await anna.UntilAsync("document.querySelector('#log').lastElementChild.lastChild.textContent === 'done'");

        var said = await anna.EvaluateAsync("[...document.querySelectorAll('#log li')].map((line) => line.lastChild.textContent)");
        Assert.Equal(["(from guest-2) " + text, text, "done"], said.EnumerateArray().Select(line => line.GetString()).TakeLast(3));
        Assert.Equal("0 #garden", (await anna.EvaluateAsync("`${document.querySelectorAll('#log :not(li, span, time)').length} ${document.title}`")).GetString());
    }

    [Fact]
    public async Task ScriptThatChanges_WhileTheyTalk_LosesNothing()
    {
        await using var server = await StartAsync();
        await using var anna = await EnterAsync(server, "anna", "garden");
        await using var bert = await EnterAsync(server, "bert", "garden");
        var source = await File.ReadAllTextAsync(Path.Combine(server.Folder, "chat.js"), TestContext.Current.CancellationToken);

        for (var line = 0; line < Lines; line++)
        {
            await Task.WhenAll(SayAsync(anna, $"anna {line}"), SayAsync(bert, $"bert {line}"));
            if (line % 20 != 10) continue;
            server.Write("chat.js", $"{source}\n// {line}");
            Assert.Equal(ReloadOutcome.Live, Assert.Single(await server.Server.ReloadAsync(TestContext.Current.CancellationToken)).Outcome);
        }

        foreach (var page in new[] { anna, bert })
        {
            foreach (var name in new[] { "anna", "bert" })
            {
                var said = $"[...document.querySelectorAll('#log li')].map((line) => line.lastChild.textContent).filter((text) => /^{name} \\d+$/.test(text))";
                await page.UntilAsync($"{said}.length >= {Lines}");
                var heard = await page.EvaluateAsync(said);
                Assert.Equal(Enumerable.Range(0, Lines).Select(line => $"{name} {line}"), heard.EnumerateArray().Select(line => line.GetString()));
            }
        }

        Assert.Equal("connected", (await anna.EvaluateAsync("document.querySelector('#state').textContent")).GetString());
    }

    [Fact]
    public async Task Page_ThatLosesItsConnection_ComesBackToItsRoomUnderItsName()
    {
        await using var server = await StartAsync();
        await using var anna = await EnterAsync(server, "anna", "garden");
        await SayAsync(anna, "before");
        await anna.UntilAsync("document.querySelector('#log').textContent.includes('before')");

        foreach (var connection in server.Server.Connections) connection.Abort();
        await anna.UntilAsync("document.querySelector('#state').textContent.startsWith('connection lost')");
        await anna.UntilAsync("document.querySelector('#state').textContent === 'connected' && document.querySelector('#room').textContent === 'garden'");
        await SayAsync(anna, "after");

        await anna.UntilAsync("document.querySelector('#log').lastElementChild.lastChild.textContent === 'after'");
        Assert.Contains("before", (await anna.EvaluateAsync("document.querySelector('#log').textContent")).GetString(), StringComparison.Ordinal);
        Assert.Equal("anna", (await anna.EvaluateAsync("document.querySelector('#name').value")).GetString());
    }

    [Fact]
    public async Task Page_WithoutItsServer_CountsDownAndReconnectsAtAClick()
    {
        await using var server = await StartAsync();
        await using var anna = await EnterAsync(server, "anna", "garden");
        // The page's timers stand still from here on: only the click connects again.
        await anna.EvaluateAsync("window.setTimeout = () => 0");

        foreach (var connection in server.Server.Connections) connection.Abort();
        await anna.UntilAsync("document.querySelector('#state').textContent === 'connection lost' && !document.querySelector('#reconnect').hidden");
        var countdown = (await anna.EvaluateAsync("document.querySelector('#countdown').textContent")).GetString();
        await anna.EvaluateAsync("document.querySelector('#reconnect').click()");
        await anna.UntilAsync("document.querySelector('#state').textContent === 'connected'");

        Assert.Equal("next attempt in 1 s", countdown);
        Assert.Equal("|true", (await anna.EvaluateAsync("`${document.querySelector('#countdown').textContent}|${document.querySelector('#reconnect').hidden}`")).GetString());
    }

    private static async Task<TlsServer> StartAsync() => await TlsServer.StartAsync(
        change: options => options with
        {
            Endpoints = [new EndpointOptions { Script = "chat.js" }],
            Static = new Dictionary<string, string> { ["/"] = Repository.PathOf("scripts/public") },
        },
        prepare: server => server.ServeHttp(),
        files: ("chat.js", await File.ReadAllTextAsync(Repository.PathOf("scripts/chat.js"), TestContext.Current.CancellationToken)));

    private async Task<BrowserPage> EnterAsync(TlsServer server, string name, string room)
    {
        var page = await chromium.OpenAsync($"https://localhost:{server.Address.Port}/");
        await page.UntilAsync("document.querySelector('#state').textContent === 'connected'");
        await SayAsync(page, $"/name {name}");
        await SayAsync(page, $"/join {room}");
        await page.UntilAsync($"document.title === '#{room}' && document.querySelector('#name').value === '{name}'");
        return page;
    }

    private static async Task SayAsync(BrowserPage page, string text) => await page.EvaluateAsync($$"""
        (() => {
          document.querySelector("#text").value = "{{text}}";
          document.querySelector("#say").requestSubmit();
        })()
        """);
}
