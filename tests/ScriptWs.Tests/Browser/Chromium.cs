using System.Diagnostics;
using System.Text.Json;

[assembly: AssemblyFixture(typeof(ScriptWs.Tests.Browser.Chromium))]

namespace ScriptWs.Tests.Browser;

/// <summary>
/// One headless Chromium for all tests of a run, started by the first that opens a page; tests take it in their
/// constructor. It is driven over its own protocol: a package that does so weighs more than this whole repository. Each page
/// is in a profile of its own. Names that end with <c>.example</c> are this machine, whatever DNS says.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    internal static readonly TimeSpan Bound = Patience.Limit;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly TemporaryFolder _profile = new();
    private Process? _process;
    private DevTools? _tools;

    private static string? Program => Names.Select(Tool.Find).FirstOrDefault(found => found is not null);

    /// <summary>Opens a page. Certificates are taken as they are.</summary>
    /// <param name="address">Its address, and so its origin.</param>
    /// <param name="authorization">The header field that every request carries, if one does.</param>
    /// <param name="html">Its text, if it is not on any server: what it asks for else goes over the network.</param>
    internal async Task<BrowserPage> OpenAsync(string address, string? html = null, string? authorization = null)
    {
        Assert.SkipUnless(Program is not null, $"Chromium is not installed ({string.Join(", ", Names)}).");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Bound);
        return await BrowserPage.OpenAsync(await StartAsync(limit.Token), address, html, authorization, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_tools is not null) await _tools.DisposeAsync();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _starting.Dispose();
        _profile.Dispose();
    }

    private async Task<DevTools> StartAsync(CancellationToken cancel)
    {
        await _starting.WaitAsync(cancel);
        try
        {
            return _tools ??= await DevTools.ConnectAsync(await LaunchAsync(cancel), cancel);
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<Uri> LaunchAsync(CancellationToken cancel)
    {
        string[] arguments =
        [
            "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
            // Tests run as root in containers, where the sandbox does not start; the pages are our own.
            "--no-sandbox",
            "--host-resolver-rules=MAP *.example 127.0.0.1",
            // A browser that asks before a page reaches this machine would hide what the server does about it.
            "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
            "--ignore-certificate-errors",
            "about:blank",
        ];
        _process = Process.Start(new ProcessStartInfo(Program!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = new List<string>();
        while (await _process.StandardError.ReadLineAsync(cancel) is { } line)
        {
            said.Add(line);
            if (!line.StartsWith("DevTools listening on ", StringComparison.Ordinal)) continue;

            // A pipe that nobody empties would hold up the browser.
            _ = Task.WhenAll(_process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None), _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None));
            return new Uri(line["DevTools listening on ".Length..]);
        }

        throw new InvalidOperationException($"Chromium did not start: {JsonSerializer.Serialize(said)}");
    }
}
