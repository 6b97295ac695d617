namespace ScriptWs.Tests.Browser;

/// <summary>
/// Has axe-core look at pages: contrast, names, roles, order. Keeps a picture of each when the environment variable
/// <c>SCREENSHOTS</c> names a folder, for the faults that only people see.
/// </summary>
internal sealed class Inspection
{
    private const string Judge = """
        axe.run({ resultTypes: ["violations"] }).then(({ violations }) => [
          ...violations.flatMap((rule) => rule.nodes.slice(0, 2).map((node) => `${rule.id} (${rule.impact}): ${node.html}: ${node.failureSummary.replaceAll("\n", " ")}`)),
          ...[...document.querySelectorAll("html, body, main")].filter((part) => part.scrollWidth > part.clientWidth).map((part) => `${part.tagName} is wider than its place`),
        ])
        """;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SCREENSHOTS");

    private readonly List<string> _faults = [];

    /// <summary>Looks at a page that has come to rest.</summary>
    /// <param name="name">Of the picture, and in what is told.</param>
    public async Task LookAtAsync(BrowserPage page, string name)
    {
        if (Pictures is not null)
        {
            Directory.CreateDirectory(Pictures);
            await File.WriteAllBytesAsync(Path.Combine(Pictures, $"{name}.png"), await page.CaptureAsync(), TestContext.Current.CancellationToken);
        }

        await BringAsync(page);
        _faults.AddRange((await page.EvaluateAsync(Judge)).EnumerateArray().Select(fault => $"{name}: {fault.GetString()}"));
    }

    /// <summary>Fails if there was anything to find fault with.</summary>
    public void AssertNoFaults()
    {
        if (_faults.Count > 0) Assert.Fail(string.Join('\n', _faults));
    }

    /// <summary>Brings axe-core to a page that has none yet: it is half a megabyte, for the browser and for all between.</summary>
    private static async Task BringAsync(BrowserPage page)
    {
        if ((await page.EvaluateAsync("'axe' in globalThis")).GetBoolean()) return;

        var source = await File.ReadAllTextAsync(NodeTools.Installed("axe-core/axe.min.js"), TestContext.Current.CancellationToken);
        await page.EvaluateAsync($"(() => {{ {source}\n return 0; }})()");
    }
}
