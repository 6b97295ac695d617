using System.Xml.Linq;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing.Formats;

public sealed class JUnitFormatTests
{
    [Fact]
    public void Run_BecomesASuiteForEachFeatureAndACaseForEachScenario()
    {
        var suites = Suites(new SomeRun().Feature(Features.Heartbeat).Feature("Feature: Flat\n  Scenario: Alone\n    Given a step", "features/flat.feature"));

        Assert.Equal(["Heartbeat 5 0 0 0", "Flat 1 0 0 0"], suites.Elements("testsuite").Select(suite => Attributes(suite, "name", "tests", "failures", "errors", "skipped")));
        Assert.Equal(
            [
                "features/heartbeat.feature 13 0.009 Heartbeat A silent connection is pinged: A Ping is sent when the interval has passed",
                "features/heartbeat.feature 18 0.011 Heartbeat A silent connection is pinged: Messages count as signs of life",
                "features/heartbeat.feature 41 0.011 Heartbeat An unanswered Ping ends the connection: A Pong counts until the timeout has run out #1.1 (9, open)",
                "features/heartbeat.feature 42 0.011 Heartbeat An unanswered Ping ends the connection: A Pong counts until the timeout has run out #1.2 (11, closed)",
                "features/heartbeat.feature 44 0.009 Heartbeat An unanswered Ping ends the connection: The script learns about it",
            ],
            suites.Elements("testsuite").First().Elements("testcase").Select(test => Attributes(test, "file", "line", "time", "classname", "name")));
    }

    [Theory]
    [InlineData(TestStepResultStatus.FAILED, "failure", "5 1 0 0")]
    [InlineData(TestStepResultStatus.PENDING, "failure", "5 1 0 0")]
    [InlineData(TestStepResultStatus.UNDEFINED, "error", "5 0 1 0")]
    [InlineData(TestStepResultStatus.AMBIGUOUS, "error", "5 0 1 0")]
    [InlineData(TestStepResultStatus.SKIPPED, "skipped", "5 0 0 1")]
    public void Step_ThatDoesNotPass_DecidesTheCase(TestStepResultStatus status, string element, string counts)
    {
        var suites = Suites(new SomeRun().Feature(Features.Heartbeat).Step("Alice does not answer", status));

        Assert.Equal(counts, Attributes(suites, "tests", "failures", "errors", "skipped"));
        Assert.Single(suites.Descendants("testcase").Last().Elements(element));
    }

    [Fact]
    public void Failure_Always_SaysWhatAndWhere()
    {
        var failure = Suites(new SomeRun().Feature(Features.Heartbeat).Step("Alice does not answer", TestStepResultStatus.FAILED, "expected 1011\nbut was 1006"))
            .Descendants("failure").Single();

        Assert.Equal("expected 1011 failed", Attributes(failure, "message", "type"));
        Assert.Equal(
            """

            features/heartbeat.feature:51: When Alice does not answer a Ping
            expected 1011
            but was 1006
            features/chat.steps.js:12:5

            """.ReplaceLineEndings("\n"),
            failure.Value);
    }

    [Fact]
    public void Steps_Always_StandInTheOutput()
    {
        var test = Suites(new SomeRun().Feature("Feature: Flat\n  Scenario: Alone\n    Given a step\n    And a gap\n    And a rest").Step("gap", TestStepResultStatus.UNDEFINED))
            .Descendants("testcase").Single();

        Assert.Equal("\npassed    a step\nundefined a gap\nskipped   a rest\n", test.Element("system-out")!.Value);
    }

    [Fact]
    public void Scenario_WithoutSteps_IsSkipped()
    {
        var test = Suites(new SomeRun().Feature("Feature: Flat\n  Scenario: Alone")).Descendants("testcase").Single();

        Assert.Equal("has no steps", (string?)test.Element("skipped")!.Attribute("message"));
    }

    [Fact]
    public void Names_ThatAreTheSame_AreToldApart()
    {
        var names = Suites(new SomeRun().Feature("Feature: Flat\n  Scenario: Alone\n    Given a step\n  Scenario: Alone\n    Given a step"))
            .Descendants("testcase").Attributes("name").Select(name => name.Value);

        Assert.Equal(["Alone", "Alone (2)"], names);
    }

    [Fact]
    public void Problems_BesideScenarios_AreErrors()
    {
        var suites = Suites(new SomeRun().Feature("Feature: Flat\n  Scenario: Alone\n    Given a step")
            .With(Envelope.Create(new ParseError(new SourceReference("features/broken.feature", null, null, new Location(3, 1)), "(3:1): expected: #EOF")))
            .With(Envelope.Create(new Hook("h", "start Redis", new SourceReference("hooks.js", null, null, null), null, HookType.BEFORE_TEST_RUN)))
            .With(Envelope.Create(new TestRunHookStarted("s", "0", "h", null, new Timestamp(0, 0))))
            .With(Envelope.Create(new TestRunHookFinished("s", SomeRun.Result(TestStepResultStatus.FAILED, "not installed"), new Timestamp(0, 0)))));

        Assert.Equal("3 2", Attributes(suites, "tests", "errors"));
        Assert.Equal(
            ["Hook 1 before the run start Redis not installed", "Line 3 (3:1): expected: #EOF"],
            suites.Descendants("error").Select(error => $"{(string?)error.Parent!.Attribute("name")} {(string?)error.Attribute("message")}"));
    }

    [Fact]
    public void Run_ThatDidNotFinish_IsAnError()
    {
        var output = new StringWriter();
        using (var format = new JUnitFormat(output))
            new SomeRun().Feature(Features.Heartbeat).Publish(format, finishes: false);

        Assert.Equal("did not finish", (string?)XDocument.Parse(output.ToString()).Descendants("error").Single().Attribute("message"));
    }

    [Fact]
    public void Text_OfEveryField_IsValidXml()
    {
        var messages = Evil.In(new SomeRun().Feature("Feature: Evil\n  Rule: Evil\n    Scenario: Evil\n      Given Evil\n    Scenario Outline: Evil\n      When <x>\n      Examples:\n        | x |\n        | Evil |", "Evil.feature")
            .Step("Evil", TestStepResultStatus.FAILED, "Evil").Messages());

        var suites = Suites(messages);

        const string shown = "<script>alert(1)</script>]]>\"'--><!--</style></title>&amp;{{title}}␀␛\uFFFD \uFFFD\uFFFD\r\u0085";
        Assert.Equal($"{shown}: {shown}", (string?)suites.Descendants("testcase").First().Attribute("name"));
        Assert.Equal(2, suites.Descendants("failure").Count());
    }

    private static XElement Suites(SomeRun run) => Suites(run.Messages());

    private static XElement Suites(IEnumerable<Envelope> messages)
    {
        var output = new StringWriter();
        using (var format = new JUnitFormat(output))
        {
            foreach (var message in messages)
                format.Publish(message);
        }

        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", output.ToString(), StringComparison.Ordinal);
        return XDocument.Parse(output.ToString(), LoadOptions.PreserveWhitespace).Root!;
    }

    private static string Attributes(XElement element, params string[] names) =>
        string.Join(' ', names.Select(name => (string?)element.Attribute(name)));
}
