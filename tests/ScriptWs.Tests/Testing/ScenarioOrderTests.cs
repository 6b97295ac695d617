using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing;

/// <summary>Which scenario begins when.</summary>
public sealed class ScenarioOrderTests : IDisposable
{
    private const string Feature = """
        Feature: F
          Scenario: one
            Given a step
          @slow
          Scenario: two
            Given a step
          Scenario: three
            Given a step
          @slow
          Scenario: four
            Given a step
        """;

    private readonly TemporaryFolder _folder = new();

    public ScenarioOrderTests() => File.WriteAllText(Path.Combine(_folder.Path, "f.feature"), Feature);

    [Theory]
    [InlineData(ScenarioOrder.Defined, 1, "one two three four")]
    [InlineData(ScenarioOrder.Defined, 2, "two four one three")]
    [InlineData(ScenarioOrder.Reverse, 2, "four three two one")]
    public void Load_WithSlowScenarios_BeginsWithThemWhereSeveralRunAtATime(ScenarioOrder order, int parallel, string expected)
    {
        var options = new FeatureRunOptions { Folder = _folder.Path, Features = ["."], Order = order, Parallel = parallel };

        using var run = FeatureRun.Load(options);

        Assert.Equal(expected, string.Join(' ', run.Scenarios.Select(scenario => scenario.Name)));
    }

    public void Dispose() => _folder.Dispose();
}
