using Io.Cucumber.Messages.Types;

namespace ScriptWs.Tests.ReqnrollPlugin;

/// <summary>The same features and steps come to the same in Reqnroll and in <c>scriptws test</c>.</summary>
public sealed class BothEnginesTests
{
    [Theory]
    [InlineData("Given all is well", TestStepResultStatus.PASSED)]
    [InlineData("When the step fails", TestStepResultStatus.FAILED)]
    [InlineData("When the step does not end", TestStepResultStatus.FAILED)]
    [InlineData("When the step is not written", TestStepResultStatus.PENDING)]
    [InlineData("When the step does not apply", TestStepResultStatus.SKIPPED)]
    [InlineData("When nobody has written this", TestStepResultStatus.UNDEFINED)]
    [InlineData("When this is one step", TestStepResultStatus.AMBIGUOUS)]
    [InlineData("Given all is well\n    When the step fails\n    Then nobody has written this", TestStepResultStatus.FAILED)]
    [InlineData("Then the scenario is tagged \"@tag\" and named \"Some\"", TestStepResultStatus.PASSED)]
    [InlineData("Then the scenario is tagged \"@tag\" and named \"Other\"", TestStepResultStatus.FAILED)]
    public async Task Scenario_OfAnyOutcome_IsTheSameInBoth(string steps, TestStepResultStatus expected)
    {
        var (reqnroll, ours) = await BothEngines.RunAsync($"@tag\nFeature: Some\n\n  Scenario: Some\n    {steps}\n");

        Assert.Equal(expected, Assert.Single(reqnroll).Value);
        Assert.Equal(expected, Assert.Single(ours).Value);
    }

    [Theory]
    [InlineData("hello", TestStepResultStatus.PASSED)]
    [InlineData("hallo", TestStepResultStatus.FAILED)]
    [InlineData("say \\\"hello\\\"", TestStepResultStatus.PASSED)]
    [InlineData("say \\\"hallo\\\"", TestStepResultStatus.FAILED)]
    public async Task BuiltInSteps_WithAnExpectation_AreTheSameInBoth(string expectation, TestStepResultStatus expected)
    {
        var sent = expectation.Replace("hallo", "hello", StringComparison.Ordinal);

        var (reqnroll, ours) = await BothEngines.RunAsync($$"""
            Feature: Echo

              Scenario: It comes back
                Given the script:
                  '''
                  export function onMessage(connection, message) { connection.send(message); }
                  '''
                And Alice is connected
                When Alice sends "{{sent}}"
                Then Alice receives "{{expectation}}"
            """.Replace("'''", "\"\"\"", StringComparison.Ordinal));

        Assert.Equal(expected, Assert.Single(reqnroll).Value);
        Assert.Equal(expected, Assert.Single(ours).Value);
    }

    [Fact]
    public async Task Library_ThatKnowsReqnrollOnly_IsTheSameInBoth()
    {
        var library = typeof(PlainSteps.Basket).Assembly;
        var feature = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "basket.feature"), TestContext.Current.CancellationToken);

        var (reqnroll, ours) = await BothEngines.RunAsync(feature, library);
        var (altered, ourAltered) = await BothEngines.RunAsync(feature.Replace("90 cents", "91 cents", StringComparison.Ordinal), library);

        Assert.DoesNotContain(library.GetReferencedAssemblies(), reference => reference.Name!.StartsWith("ScriptWs", StringComparison.Ordinal));
        Assert.Equal(7, reqnroll.Count);
        Assert.All(reqnroll, scenario => Assert.Equal(TestStepResultStatus.PASSED, scenario.Value));
        Assert.Equal(reqnroll.OrderBy(scenario => scenario.Key), ours.OrderBy(scenario => scenario.Key));
        Assert.Single(altered, scenario => scenario.Value == TestStepResultStatus.FAILED);
        Assert.Equal(altered.OrderBy(scenario => scenario.Key), ourAltered.OrderBy(scenario => scenario.Key));
    }
}
