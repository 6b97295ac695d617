using ScriptWs.Testing;

namespace ScriptWs.Features;

/// <summary>Every scenario of features/ and scripts/features/ as a test case of its own.</summary>
public sealed class FeatureTests
{
    /// <summary>Two runs: each folder has steps of its own beside those that are built in.</summary>
    private static readonly FeatureRun[] Runs =
        [.. new[] { "features", "scripts/features" }.Select(folder => FeatureRun.Load(new FeatureRunOptions { Folder = Repository.Folder, Features = [folder] }))];

    public static IEnumerable<TheoryDataRow<string>> Scenarios =>
        from run in Runs
        from scenario in run.Scenarios
        select new TheoryDataRow<string>(IdOf(scenario))
        {
            TestDisplayName = $"{scenario.Feature}: {scenario.Name}",
            Traits = new() { ["tag"] = [.. scenario.Tags] },
        };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario(string id)
    {
        var (run, scenario) = (from candidate in Runs from one in candidate.Scenarios where IdOf(one) == id select (candidate, one)).Single();
        var told = new StringWriter();

        var outcome = await run.RunAsync(scenario, new PrettyFormat(told, colours: false));

        Assert.SkipWhen(outcome == ScenarioResult.Skipped, told.ToString());
        Assert.True(outcome == ScenarioResult.Passed, told.ToString());
    }

    [Fact]
    public void FeatureFile_Always_CanBeParsed() => Assert.Empty(Runs.SelectMany(run => run.ParseErrors));

    private static string IdOf(Scenario scenario) => $"{scenario.Uri}:{scenario.Line}";
}
