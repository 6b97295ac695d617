using Microsoft.Extensions.Time.Testing;
using ScriptWs.Tests.Admin;

namespace ScriptWs.Tests.Browser;

/// <summary>Every view of the admin page, by day and by night, on a desktop and on a phone: as axe-core judges it.</summary>
public sealed class AdminPageLookTests(Chromium chromium)
{
    private const string Broken = "export function onMessage(connection, text) {\n  connection.send(text;\n}\n";

    private readonly Inspection _inspection = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    public static TheoryData<string> Looks => Look.Names;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task EveryView_WithMuchToShow_IsAccessible(string look)
    {
        await using var site = await AdminSite.StartAsync(clock: _clock);
        await site.UntilStoredAsync();
        using var garden = await site.ConnectAsync("?room=garden");
        using var other = await site.ConnectAsync("?room=" + new string('w', 60));
        await PassTimeAsync(garden);
        await using var page = await OpenAsync(site, look);

        await SeeAsync(page, look, "overview", "document.querySelector('#charts path').getAttribute('d') !== null");
        await SeeAsync(page, look, "topics", "document.querySelectorAll('#topic-rows tr').length === 2");
        await SeeAsync(page, look, "configuration", "document.querySelectorAll('#settings tr').length > 20");
        await SeeAsync(page, look, "jobs", "document.querySelectorAll('#job-rows tr').length === 3");
        await SeeAsync(page, look, "storage", "document.querySelectorAll('#key-rows tr').length === 50");
        await SeeAsync(page, look, "log", "document.querySelectorAll('#log-lines li').length > 2");
        await SeeAsync(page, look, "connections", "document.querySelectorAll('#rows tr').length === 2");
        await page.EvaluateAsync("document.querySelector('#rows button').click()");
        await _inspection.LookAtAsync(page, $"admin-{look}-compose");
        await page.EvaluateAsync("document.querySelector('#message').close()");

        await page.EvaluateAsync("document.querySelector('#tap').click()");
        await page.EvaluateAsync("document.querySelector('#open').requestSubmit()");
        await page.UntilAsync("document.querySelector('#talk').textContent.includes('connected')");
        await page.EvaluateAsync("(() => { document.querySelector('#text').value = 'hi'; document.querySelector('#say').requestSubmit(); })()");
        await SeeAsync(page, look, "playground", "document.querySelector('#talk').textContent.includes('echo hi')");
        await SpeakAsync(garden, "The roses are watered. " + new string('x', 250));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await SeeAsync(page, look, "messages", "document.querySelectorAll('#message-lines li').length === 2");

        site.Write(Broken);
        await page.EvaluateAsync("location.hash = 'scripts'");
        await page.EvaluateAsync("document.querySelector('#reload').click()");
        await SeeAsync(page, look, "scripts", "document.querySelector('#outcome pre') !== null");

        _inspection.AssertNoFaults();
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task EveryView_WithNothingToShow_IsAccessible(string look)
    {
        await using var site = await AdminSite.StartAsync(AdminSite.Default with { ReadOnly = true }, _clock);
        await using var page = await OpenAsync(site, look);

        foreach (var view in new[] { "overview", "connections", "topics", "scripts", "messages", "playground" })
            await SeeAsync(page, look, view, "document.body.classList.contains('read-only')", "nothing-");
        await site.Page.DisposeAsync();
        await SeeAsync(page, look, "log", "document.querySelector('#link').className === 'lost'", "nothing-");

        _inspection.AssertNoFaults();
    }

    /// <summary>Two minutes in which one client says more and more.</summary>
    private async Task PassTimeAsync(DotNetClient client)
    {
        for (var second = 0; second < 120; second++)
        {
            for (var message = 0; message < second / 4 % 4; message++) await SpeakAsync(client, $"message {message}");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task SpeakAsync(DotNetClient client, string text)
    {
        await client.SendAsync(text);
        await client.ReceiveTextAsync();
    }

    private async Task<BrowserPage> OpenAsync(AdminSite site, string look)
    {
        var page = await chromium.OpenAsync($"{site.Page.Address}", authorization: AdminSite.Basic("alice"), look: Look.Of(look));
        await page.UntilAsync("document.querySelector('#link').textContent === 'connected'");
        return page;
    }

    private async Task SeeAsync(BrowserPage page, string look, string view, string isThere, string kind = "")
    {
        await page.EvaluateAsync($"location.hash = '{view}'");
        await page.UntilAsync($"!document.querySelector('#{view}').hidden && {isThere}");
        await _inspection.LookAtAsync(page, $"admin-{look}-{kind}{view}");
    }
}
