using ScriptWs.Tests.Admin;

namespace ScriptWs.Tests.Browser;

/// <summary>The admin page in a browser.</summary>
public sealed class AdminPageTests(Chromium chromium)
{
    private const string Markup = "<img src=x onerror=document.title='broken'>";

    [Fact]
    public async Task Connection_IsListedAndClosed()
    {
        await using var site = await AdminSite.StartAsync();
        using var client = await site.ConnectAsync("?room=garden");
        await using var page = await OpenAsync(site, "connections");

        await page.UntilAsync("document.querySelector('#rows').textContent.includes('room/garden')");
        await page.EvaluateAsync("document.querySelector('#rows button[aria-label^=Close]').click()");

        await client.ReceiveCloseAsync();
        Assert.Equal((1000, "closed by an administrator"), client.Close);
        await page.UntilAsync("document.querySelector('#rows').textContent === ''");
    }

    [Fact]
    public async Task Connections_OfOneNode_AreChosen()
    {
        var cluster = $"memory:admin-page-{Guid.NewGuid()}";
        await using var site = await AdminSite.StartAsync(cluster: cluster);
        await using var other = await AdminSite.StartAsync(cluster: cluster);
        using var client = await other.ConnectAsync("?room=garden");
        await AdminSite.UntilAsync(() => site.Server.Cluster!.Nodes.Count == 2 && other.Server.Cluster!.Nodes.Count == 2);
        var (here, there) = (site.Server.Cluster!.Nodes[0], other.Server.Cluster!.Nodes[0]);
        await using var page = await OpenAsync(site, "connections");

        await page.UntilAsync("!document.querySelector('#of-node').hidden && document.querySelector('#node').options.length === 3");
        await page.UntilAsync($"document.querySelector('#rows').textContent.includes('on {there.Name}')");
        await ChooseAsync(page, here.Id);
        await page.UntilAsync("document.querySelector('#found').textContent === '0 of 0'");
        await ChooseAsync(page, there.Id);
        await page.UntilAsync("document.querySelector('#found').textContent === '1 of 1'");

        Assert.Equal(1, (await page.EvaluateAsync("document.querySelectorAll('#rows tr').length")).GetInt32());
    }

    [Fact]
    public async Task BrokenScript_IsShownWithItsLine_AndTheNextIsLive()
    {
        await using var site = await AdminSite.StartAsync();
        await using var page = await OpenAsync(site, "scripts");

        site.Write("export function onMessage(connection, text) {\n  connection.send(text;\n}\n");
        await page.EvaluateAsync("document.querySelector('#reload').click()");
        await page.UntilAsync("document.querySelector('#outcome pre')?.textContent.includes('>     2 │   connection.send(text;')");
        site.Write("export function onMessage() {}\n");
        await page.EvaluateAsync("document.querySelector('#reload').click()");
        await page.UntilAsync("document.querySelector('#outcome').textContent.includes('main.js: live, generation 2')");
        await page.UntilAsync("document.querySelector('#script-rows').textContent === 'main.js/21'");

        Assert.Equal("main.js/21", (await page.EvaluateAsync("document.querySelector('#script-rows').textContent")).GetString());
    }

    [Fact]
    public async Task Storage_IsTurnedPageByPage_WithoutValues()
    {
        await using var site = await AdminSite.StartAsync();
        await site.UntilStoredAsync();
        await using var page = await OpenAsync(site, "storage");

        await page.UntilAsync("document.querySelector('#storage-figures').textContent.startsWith('memory: 121 keys')");
        await page.UntilAsync("document.querySelectorAll('#key-rows tr').length === 50");
        await page.EvaluateAsync("document.querySelector('#keys-next').click()");
        await page.UntilAsync("document.querySelector('#key-page').textContent === 'page 2'");
        await page.EvaluateAsync("document.querySelector('#prefix').value = 'session/'");
        await page.EvaluateAsync("document.querySelector('#keys').requestSubmit()");
        await page.UntilAsync("document.querySelectorAll('#key-rows tr').length === 1");

        var shown = (await page.EvaluateAsync("document.querySelector('#storage').textContent")).GetString();
        Assert.Contains($"session/{AdminSite.Token[..8]}…", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
        Assert.True((await page.EvaluateAsync("document.querySelector('#keys-next').hidden")).GetBoolean());
    }

    [Fact]
    public async Task Jobs_AreListedWithTheirNextRunAndLastResult()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var site = await AdminSite.StartAsync(clock: clock, serverClock: clock);
        await using var page = await OpenAsync(site, "jobs");
        await page.UntilAsync("document.querySelectorAll('#job-rows tr').length === 3");
        var before = (await page.EvaluateAsync("document.querySelector('#job-rows').textContent")).GetString();
        Assert.Contains("never", before, StringComparison.Ordinal);

        clock.Advance(TimeSpan.FromMinutes(1));

        await AdminSite.UntilAsync(() => site.Server.Scripts[0].Jobs.Count(job => job.LastResult is not null) == 2);
        clock.Advance(TimeSpan.FromSeconds(1));
        await page.UntilAsync("document.querySelector('#job-rows').textContent.includes('failed in')");
        await page.UntilAsync("document.querySelector('#job-rows .good')?.textContent.startsWith('succeeded in')");
    }

    [Fact]
    public async Task MarkupOfClients_StaysText()
    {
        await using var site = await AdminSite.StartAsync();
        using var client = await site.ConnectAsync("?room=" + Uri.EscapeDataString(Markup));
        await using var page = await OpenAsync(site, "connections");
        await page.UntilAsync($"document.querySelector('#rows').textContent.includes({Quoted(Markup)})");
        await page.EvaluateAsync("document.querySelector('#tap').click()");
        await page.EvaluateAsync("location.hash = 'log'");
        await page.UntilAsync("document.querySelector('#log-lines').childElementCount > 0 && document.title.startsWith('Log')");

        await client.SendAsync(Markup);

        await page.UntilAsync($"document.querySelector('#log-lines').textContent.includes({Quoted("heard " + Markup)})");
        await page.UntilAsync($"document.querySelector('#message-lines').textContent.includes({Quoted(Markup)})");
        Assert.Equal("0 Log · ScriptWs", (await page.EvaluateAsync("`${document.querySelectorAll('main img').length} ${document.title}`")).GetString());
    }

    [Fact]
    public async Task Playground_TalksToTheServer()
    {
        await using var site = await AdminSite.StartAsync();
        await using var page = await OpenAsync(site, "playground");

        await page.EvaluateAsync("document.querySelector('#open').requestSubmit()");
        await page.UntilAsync("document.querySelector('#talk').textContent.includes('connected')");
        await page.EvaluateAsync("(() => { document.querySelector('#text').value = 'hi'; document.querySelector('#say').requestSubmit(); })()");

        await page.UntilAsync("document.querySelector('#talk').textContent.includes('echo hi')");
    }

    [Fact]
    public async Task PageThatOnlyShows_HasNoActions()
    {
        await using var site = await AdminSite.StartAsync(AdminSite.Default with { ReadOnly = true });
        await using var page = await OpenAsync(site, "scripts");

        await page.UntilAsync("document.body.classList.contains('read-only')");

        Assert.Equal("none", (await page.EvaluateAsync("getComputedStyle(document.querySelector('#scripts .acts')).display")).GetString());
    }

    private async Task<BrowserPage> OpenAsync(AdminSite site, string view)
    {
        var page = await chromium.OpenAsync($"{site.Page.Address}#{view}", authorization: AdminSite.Basic("alice"));
        await page.UntilAsync("document.querySelector('#link').textContent === 'connected'");
        return page;
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static async Task ChooseAsync(BrowserPage page, string node) => await page.EvaluateAsync($$"""
        (() => {
          const choice = document.querySelector("#node");
          choice.value = "{{node}}";
          choice.dispatchEvent(new Event("change"));
        })()
        """);
}
