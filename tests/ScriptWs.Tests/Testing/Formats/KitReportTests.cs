using System.Text.Json.Nodes;
using System.Xml.Linq;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing;
using ScriptWs.Testing.Formats;
using ScriptWs.Tests.Testing.Compatibility;

namespace ScriptWs.Tests.Testing.Formats;

/// <summary>The formats on the golden messages of Cucumber's compatibility kit: whatever another runner may send.</summary>
public sealed class KitReportTests
{
    public static TheoryData<string> Samples => CompatibilityTests.Samples;

    [Theory]
    [MemberData(nameof(Samples))]
    public void Messages_OfASample_AreWrittenAsTheyWereRead(string sample)
    {
        var golden = LinesOf(sample);

        Assert.All(golden, line => Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(line), JsonNode.Parse(EnvelopeJson.Write(EnvelopeJson.Read(line)))), line));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Page_OfASample_ShowsEveryScenario(string sample)
    {
        var messages = LinesOf(sample).Select(EnvelopeJson.Read).ToList();

        var page = Page.Of(messages);

        Assert.Equal(TitlesOf(messages).Order(), page.All("scenario").Select(scenario => Page.Words(Page.In(scenario, "title").First())).Order());
        Assert.Equal(
            messages.Count(message => message.Pickle is not null),
            page.All("counts").Single().Descendants("b").Sum(count => int.Parse(count.Value, null)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void JUnit_OfASample_FailsWhenTheRunFailed(string sample)
    {
        var messages = LinesOf(sample).Select(EnvelopeJson.Read).ToList();
        var output = new StringWriter();

        using (var format = new JUnitFormat(output))
            messages.ForEach(format.Publish);

        var suites = XDocument.Parse(output.ToString()).Root!;
        var wrong = int.Parse(suites.Attribute("failures")!.Value, null) + int.Parse(suites.Attribute("errors")!.Value, null);
        Assert.Equal(messages[^1].TestRunFinished.Success, wrong == 0);
        Assert.Equal(suites.Descendants("testcase").Count(), suites.Descendants("testcase").Select(test => (test.Parent, (string?)test.Attribute("name"))).Distinct().Count());
    }

    private static IEnumerable<string> TitlesOf(IEnumerable<Envelope> messages) =>
        from message in messages
        where message.GherkinDocument is not null
        from child in message.GherkinDocument.Feature.Children
        from scenario in child.Rule?.Children.Select(inner => inner.Scenario) ?? [child.Scenario]
        where scenario is not null
        select scenario.Name;

    private static string[] LinesOf(string sample)
    {
        Assert.SkipUnless(CompatibilityKit.Folder is not null, "@cucumber/compatibility-kit is not installed; run npm ci in tests/ScriptWs.Tests.");
        return File.ReadAllLines(Path.Combine(CompatibilityKit.Folder!, sample, $"{sample}.ndjson"));
    }
}
