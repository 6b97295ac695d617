using Io.Cucumber.Messages.Types;
using ScriptWs.Tests.Testing.Formats;

namespace ScriptWs.Tests.Browser;

/// <summary>The HTML report of a feature run, by day and by night, on a desktop and on a phone: as axe-core judges it.</summary>
public sealed class ReportLookTests(Chromium chromium)
{
    private readonly Inspection _inspection = new();

    public static TheoryData<string> Looks => Look.Names;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Page_OfARun_IsAccessible(string look)
    {
        var run = new SomeRun().Feature(Features.Heartbeat).Step("Alice does not answer", TestStepResultStatus.FAILED, "Alice is connected;\nshe was to be gone.");
        await using var page = await chromium.OpenAsync("http://report.example/", Page.Of(run).Html, look: Look.Of(look));

        await _inspection.LookAtAsync(page, $"report-{look}");

        _inspection.AssertNoFaults();
    }
}
