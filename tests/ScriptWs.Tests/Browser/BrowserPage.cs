using System.Text.Json;
using Microsoft.Playwright;

namespace ScriptWs.Tests.Browser;

/// <summary>One page, in a profile of its own.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly PageWaitForFunctionOptions Looking = new() { PollingInterval = 25 }; // milliseconds

    private readonly IBrowserContext _profile;
    private readonly IPage _page;

    private BrowserPage(IBrowserContext profile, IPage page) => (_profile, _page) = (profile, page);

    public static async Task<BrowserPage> OpenAsync(IBrowser browser, string address, string? html, string? authorization, Look look)
    {
        var profile = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            IgnoreHTTPSErrors = true,
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            IsMobile = look.IsPhone,
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ExtraHTTPHeaders = authorization is null ? null : [new("Authorization", authorization)],
        });
        profile.SetDefaultTimeout((float)Chromium.Bound.TotalMilliseconds);
        var page = await profile.NewPageAsync();
        var answer = new RouteFulfillOptions { ContentType = "text/html; charset=utf-8", Body = html };
        if (html is not null) await page.RouteAsync(address, route => route.FulfillAsync(answer));
        await page.GotoAsync(address);
        return new BrowserPage(profile, page);
    }

    /// <summary>Runs JavaScript in the page, and waits for its promise.</summary>
    /// <param name="expression">An expression, such as <c>(async () => { … })()</c>.</param>
    /// <returns>What it is, as JSON.</returns>
    public async Task<JsonElement> EvaluateAsync(string expression) =>
        await _page.EvaluateAsync(expression).WaitAsync(Chromium.Bound, TestContext.Current.CancellationToken) ?? JsonElement.Parse("null");

    /// <summary>Waits until an expression in the page is true. Looked at by the clock: a busy machine may not draw the page.</summary>
    /// <exception cref="TimeoutException">It stays false; the message has what the page shows.</exception>
    public async Task UntilAsync(string expression)
    {
        var stopped = TestContext.Current.CancellationToken;
        try
        {
            await _page.WaitForFunctionAsync($"() => Boolean({expression})", null, Looking).WaitAsync(Chromium.Bound, stopped);
        }
        catch (TimeoutException e)
        {
            var shown = await EvaluateAsync("document.body.innerText");
            throw new TimeoutException($"{expression} is still false. The page shows:\n{shown.GetString()}", e);
        }
    }

    /// <returns>What is seen of the page, as PNG.</returns>
    public Task<byte[]> CaptureAsync() => _page.ScreenshotAsync();

    public ValueTask DisposeAsync() => _profile.DisposeAsync();
}
