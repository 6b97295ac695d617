using Io.Cucumber.Messages.Types;
using ScriptWs.ReqnrollPlugin;

[assembly: StepFile("ReqnrollPlugin/steps.js")]

namespace ScriptWs.Tests.ReqnrollPlugin;

/// <summary>Steps in JavaScript run in Reqnroll as they do in <c>scriptws test</c>.</summary>
public sealed class JavaScriptStepsTests
{
    private const string StepFile = "ReqnrollPlugin/steps.js";

    [Theory]
    [InlineData("", "Given an apple and a table:\n      | a |\n      | 1 |\n    And the first text:\n      \"\"\"\n      x\n      \"\"\"\n    Then they are \"APPLE\", 1 row and \"first: x\"", TestStepResultStatus.PASSED)]
    [InlineData("@marked", "Given the mark of a hook", TestStepResultStatus.PASSED)]
    [InlineData("@marked", "Given all is well", TestStepResultStatus.FAILED)]
    [InlineData("", "Then the file was begun once", TestStepResultStatus.PASSED)]
    [InlineData("", "When JavaScript fails", TestStepResultStatus.FAILED)]
    [InlineData("", "When JavaScript is not written", TestStepResultStatus.PENDING)]
    [InlineData("", "When JavaScript does not apply", TestStepResultStatus.SKIPPED)]
    [InlineData("", "When JavaScript does not end", TestStepResultStatus.FAILED)]
    [InlineData("", "When JavaScript does not stop", TestStepResultStatus.FAILED)]
    [InlineData("", "When JavaScript does not exist", TestStepResultStatus.UNDEFINED)]
    public async Task Scenario_WithJavaScriptSteps_IsTheSameInBoth(string tag, string steps, TestStepResultStatus expected)
    {
        var (reqnroll, ours) = await BothEngines.RunInAsync("ReqnrollPlugin", StepFile, $"Feature: Some\n\n  {tag}\n  Scenario: Some\n    {steps}\n");

        Assert.Equal(expected, Assert.Single(reqnroll).Value);
        Assert.Equal(expected, Assert.Single(ours).Value);
    }

    [Fact]
    public async Task Engine_WhoseStepDidNotEnd_IsReplaced()
    {
        var (reqnroll, _) = await BothEngines.RunInAsync(
            "ReqnrollPlugin", StepFile, "Feature: Some\n\n  Scenario: First\n    When JavaScript does not end\n\n  Scenario: Second\n    Then the file was begun once\n");

        Assert.Equal((TestStepResultStatus.FAILED, TestStepResultStatus.PASSED), (reqnroll["First"], reqnroll["Second"]));
    }

    [Fact]
    public async Task Steps_OfAnotherFolder_AreUndefined()
    {
        var run = await ReqnrollRun.BeginAsync();

        var results = await run.RunAsync("Feature: Some\n\n  Scenario: Elsewhere\n    Then the file was begun once\n", "elsewhere/some.feature");
        await run.DisposeAsync();

        Assert.NotNull(results["Elsewhere"]);
        Assert.Contains(run.Messages, message => message.TestStepFinished?.TestStepResult.Status == TestStepResultStatus.UNDEFINED);
    }

    [Fact]
    public async Task Attachment_OfAStep_ReachesTheMessages()
    {
        var run = await ReqnrollRun.BeginAsync();

        await run.RunAsync("Feature: Some\n\n  Scenario: Attaching\n    Then JavaScript attaches\n", "ReqnrollPlugin/some.feature");
        await run.DisposeAsync();

        var attachment = Assert.Single(run.Messages, message => message.Attachment is not null).Attachment;
        Assert.Equal("some text", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(attachment.Body)));
        Assert.Equal("text/plain", attachment.MediaType);
    }
}
