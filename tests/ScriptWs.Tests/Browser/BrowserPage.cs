using System.Text;
using System.Text.Json;

namespace ScriptWs.Tests.Browser;

/// <summary>One page, in a profile of its own.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly DevTools _tools;
    private readonly string _address;
    private readonly string? _html;
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _profile = "";
    private string _session = "";

    private BrowserPage(DevTools tools, string address, string? html) => (_tools, _address, _html) = (tools, address, html);

    public static async Task<BrowserPage> OpenAsync(DevTools tools, string address, string? html, string? authorization, CancellationToken cancel)
    {
        var page = new BrowserPage(tools, address, html);
        page._profile = Text(await tools.CallAsync("Target.createBrowserContext", new { }, null, cancel), "browserContextId");
        var target = Text(await tools.CallAsync("Target.createTarget", new { url = "about:blank", browserContextId = page._profile }, null, cancel), "targetId");
        page._session = Text(await tools.CallAsync("Target.attachToTarget", new { targetId = target, flatten = true }, null, cancel), "sessionId");
        tools.Happened += page.OnEvent;
        if (html is not null) await page.CallAsync("Fetch.enable", new { patterns = new[] { new { urlPattern = address } } }, cancel);
        if (authorization is not null)
        {
            await page.CallAsync("Network.enable", new { }, cancel);
            await page.CallAsync("Network.setExtraHTTPHeaders", new { headers = new { Authorization = authorization } }, cancel);
        }

        await page.CallAsync("Page.enable", new { }, cancel);
        await page.CallAsync("Page.navigate", new { url = address }, cancel);
        await page._loaded.Task.WaitAsync(cancel);
        return page;
    }

    /// <summary>Runs JavaScript in the page, and waits for its promise.</summary>
    /// <param name="expression">An expression, such as <c>(async () => { … })()</c>.</param>
    /// <returns>What it is, as JSON.</returns>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Chromium.Bound);
        var answer = await CallAsync("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true }, limit.Token);
        if (answer.TryGetProperty("exceptionDetails", out var failure)) Assert.Fail($"The page threw: {failure}");
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : JsonElement.Parse("null");
    }

    /// <summary>Waits until an expression in the page is true: looked at whenever the page changes.</summary>
    public async Task UntilAsync(string expression)
    {
        await EvaluateAsync($$"""
            new Promise((resolve) => {
              const look = () => ({{expression}}) && (watcher.disconnect(), resolve());
              const watcher = new MutationObserver(look);
              watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
              look();
            })
            """);
    }

    /// <summary>Shows the page on another screen.</summary>
    public async Task ShowAsync(Look look)
    {
        var cancel = TestContext.Current.CancellationToken;
        var isPhone = look.Width < look.Height;
        await CallAsync("Emulation.setDeviceMetricsOverride", new { width = look.Width, height = look.Height, deviceScaleFactor = 1, mobile = isPhone }, cancel);
        var colours = new[] { new { name = "prefers-color-scheme", value = look.IsDark ? "dark" : "light" } };
        await CallAsync("Emulation.setEmulatedMedia", new { features = colours }, cancel);
    }

    /// <returns>What is seen of the page, as PNG.</returns>
    public async Task<byte[]> CaptureAsync()
    {
        var answer = await CallAsync("Page.captureScreenshot", new { format = "png" }, TestContext.Current.CancellationToken);
        return Convert.FromBase64String(Text(answer, "data"));
    }

    public async ValueTask DisposeAsync()
    {
        _tools.Happened -= OnEvent;
        await _tools.CallAsync("Target.disposeBrowserContext", new { browserContextId = _profile }, null, CancellationToken.None);
    }

    private void OnEvent(string? session, string name, JsonElement about)
    {
        if (session != _session) return;

        if (name == "Page.loadEventFired") _loaded.TrySetResult();
        if (name != "Fetch.requestPaused") return;
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes(_html!));
        var headers = new[] { new { name = "Content-Type", value = "text/html; charset=utf-8" } };
        _ = CallAsync("Fetch.fulfillRequest", new { requestId = about.GetProperty("requestId").GetString(), responseCode = 200, responseHeaders = headers, body }, CancellationToken.None);
    }

    private Task<JsonElement> CallAsync(string method, object parameters, CancellationToken cancel) => _tools.CallAsync(method, parameters, _session, cancel);

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;
}
