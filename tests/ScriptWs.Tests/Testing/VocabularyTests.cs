using System.Text.RegularExpressions;
using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing;

/// <summary>The steps that come with the harness, as <c>scriptws test --list-steps</c> shows them.</summary>
public sealed partial class VocabularyTests
{
    /// <summary>Some seventy can be read before the first feature is written; with more, people write another step for what there is one for.</summary>
    private const int MostTexts = 75;

    private static readonly string[] OfCucumber = ["int", "float", "word", "string"];

    private static readonly FeatureRunOptions BuiltIn = new() { StepFiles = [] };

    [Fact]
    public void ListSteps_OfTheHarness_CanBeReadAtOnce() => Assert.InRange(FeatureRun.ListSteps(BuiltIn).Count, 1, MostTexts);

    [Fact]
    public void ListSteps_OfTheHarness_TellsEachTextOnce() => Assert.Distinct(FeatureRun.ListSteps(BuiltIn).Select(step => step.Text));

    [Fact]
    public void ListSteps_OfTheHarness_IsInGroups() =>
        Assert.Equal(["Server", "Client", "Script", "Clock", "Command"], FeatureRun.ListSteps(BuiltIn).Select(step => step.Group).Distinct());

    [Fact]
    public void ListSteps_TextBehindSeveralKeywords_NamesThem() =>
        Assert.Contains(new StepText("Client", "Given/When", "{client} sends/(has )sent {messages}"), FeatureRun.ListSteps(BuiltIn));

    [Fact]
    public void ListParameters_OfTheHarness_TellsOfAllButCucumbersOwn()
    {
        var used = FeatureRun.ListSteps(BuiltIn).SelectMany(step => Parameter().Matches(step.Text)).Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(used.Except(OfCucumber).Order(), FeatureRun.ListParameters(BuiltIn).Select(parameter => parameter.Name).Order());
    }

    [GeneratedRegex(@"\{(\w*)\}")]
    private static partial Regex Parameter();
}
