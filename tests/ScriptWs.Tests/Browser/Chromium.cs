using System.Reflection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ScriptWs.Tests.Browser.Chromium))]

namespace ScriptWs.Tests.Browser;

/// <summary>
/// One headless Chromium for all tests of a run, the machine's own, started by the first that opens a page; tests take it in
/// their constructor. Each page is in a profile of its own. Names that end with <c>.example</c> are this machine, whatever DNS says.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    internal static readonly TimeSpan Bound = Patience.Limit;

    /// <summary>The one without windows first: it is the same engine, and takes half the processor time.</summary>
    private static readonly string[] Names =
    [
        "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome",
    ];

    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP *.example 127.0.0.1",
        // A browser that asks before a page reaches this machine would hide what the server does about it.
        "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
    ];

    private readonly SemaphoreSlim _starting = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Program => Names.Select(Tool.Find).FirstOrDefault(found => found is not null);

    /// <summary>Opens a page. Certificates are taken as they are.</summary>
    /// <param name="address">Its address, and so its origin.</param>
    /// <param name="html">Its text, if it is not on any server: what it asks for else goes over the network.</param>
    /// <param name="authorization">The header field that every request carries, if one does.</param>
    /// <param name="look">The screen and its colours; a desktop by day, if none is named.</param>
    internal async Task<BrowserPage> OpenAsync(string address, string? html = null, string? authorization = null, Look? look = null)
    {
        Assert.SkipUnless(Program is not null, $"Chromium is not installed ({string.Join(", ", Names)}).");
        Assert.SkipUnless(Tool.Find("node") is not null, "Node.js is not installed (node), which drives the browser.");

        return await BrowserPage.OpenAsync(await StartAsync(), address, html, authorization, look ?? Look.Usual);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        await _starting.WaitAsync(Bound, TestContext.Current.CancellationToken);
        try
        {
            return _browser ??= await LaunchAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<IBrowser> LaunchAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_NODEJS_PATH", Tool.Find("node"));
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", DriverFolder);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            // Tests run as root in containers, where the sandbox does not start; the pages are our own.
            ChromiumSandbox = false,
            Args = Arguments,
            Timeout = (float)Bound.TotalMilliseconds,
        });
    }

    private static string DriverFolder =>
        typeof(Chromium).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "PlaywrightDriver").Value!;
}
