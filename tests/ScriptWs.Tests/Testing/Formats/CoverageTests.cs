using System.Xml.Linq;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Coverage;

namespace ScriptWs.Tests.Testing.Formats;

/// <summary>Which clause of which RFC is shown to be kept, by the tags of the scenarios.</summary>
public sealed class CoverageTests
{
    [Theory]
    [InlineData("@rfc6455 @5.5.2 @must", "RFC 6455 §5.5.2 must")]
    [InlineData("@heartbeat @slow", "")]
    [InlineData("@5.5.2 @must", "")]
    [InlineData("@rfc6455", "RFC 6455 ")]
    [InlineData("@rfc6455 @must", "RFC 6455 must")]
    [InlineData("@rfc6455 @5.5.2", "RFC 6455 §5.5.2 ")]
    [InlineData("@5.5.2 @rfc6455 @MAY", "RFC 6455 §5.5.2 may")]
    [InlineData("@rfc6455 @should @heartbeat @5.5.2", "RFC 6455 §5.5.2 should")]
    [InlineData("@rfc6455 @7.4.1 @7.4.2 @must @5.5.1 @should", "RFC 6455 §7.4.1 must, RFC 6455 §7.4.2 must, RFC 6455 §5.5.1 should")]
    [InlineData("@rfc6455 @9.1 @rfc7692 @7.2.2 @must", "RFC 6455 §9.1 must, RFC 7692 §7.2.2 must")]
    public void Tags_OfAScenario_CiteClauses(string tags, string expected) =>
        Assert.Equal(expected, string.Join(", ", ClauseTag.Of(tags.Split(' ')).Select(tag => $"{tag.Clause.Name} {tag.Strength}")));

    [Fact]
    public void Clauses_Always_StandInTheOrderOfTheirNumbers()
    {
        Clause[] clauses = [new("7692", "7"), new("6455", "5.10"), new("6455", "10"), new("6455", null), new("6455", "5.5.2"), new("6455", "5.5")];

        Assert.Equal(
            ["RFC 6455", "RFC 6455 §5.5", "RFC 6455 §5.5.2", "RFC 6455 §5.10", "RFC 6455 §10", "RFC 7692 §7"],
            clauses.Order().Select(clause => clause.Name));
    }

    [Fact]
    public void Table_Always_NamesEachClauseAndTheScenariosThatShowIt()
    {
        var table = Page.Of(new SomeRun().Feature(Features.Heartbeat).Step("is closed", TestStepResultStatus.FAILED, "no")).ById("_conformance");

        Assert.Equal(["RFC 6455: 1 of 2 clauses are shown to be kept"], table.Descendants("caption").Select(Page.Words));
        Assert.Equal(
            [
                "✓ passed §5.5.2 | MAY | ✓ passed Heartbeat: A Ping is sent when the interval has passed ✓ passed Heartbeat: Messages count as signs of life",
                "✗ failed §5.5.3 | MUST | ✗ failed Heartbeat: A Pong counts until the timeout has run out 2 examples ✓ passed Heartbeat: The script learns about it",
            ],
            table.Descendants("tbody").Elements("tr").Select(row => string.Join(" | ", row.Elements().Select(Page.Words))));
    }

    [Fact]
    public void Clause_OfTwoStrengths_CountsOnceAndIsKeptIfBothAre()
    {
        var run = new SomeRun().Feature("@rfc6455\nFeature: x\n  @5.5 @must\n  Scenario: a\n    Given one\n  @5.5 @may\n  Scenario: b\n    Given two").Step("two", TestStepResultStatus.PENDING);

        Assert.Equal(["RFC 6455: 0 of 1 clause is shown to be kept"], Page.Of(run).ById("_conformance").Descendants("caption").Select(Page.Words));
    }

    [Fact]
    public void Table_WithoutAClause_IsNotThere() =>
        Assert.DoesNotContain(Page.Of(new SomeRun().Feature("@rfc6455\nFeature: x\n  @must\n  Scenario: y\n    Given a step")).Root.Descendants().Attributes("id"), id => id.Value == "_conformance");

    [Fact]
    public void Chips_OfACitation_BecomeOneThatLeadsToTheClause()
    {
        var chips = Page.Of(new SomeRun().Feature(Features.Heartbeat)).All("tags").Select(tags => string.Join(" | ", tags.Elements("li").Select(Page.Words)));

        Assert.Equal(["@heartbeat | RFC 6455", "RFC 6455 §5.5.2 MAY", "RFC 6455 §5.5.3 MUST"], chips);
    }
}
