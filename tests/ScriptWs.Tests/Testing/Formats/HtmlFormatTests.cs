using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing.Formats;

public sealed class HtmlFormatTests
{
    [Fact]
    public void Page_OfARun_ReadsLikeItsFeature()
    {
        var page = Page.Of(new SomeRun().Feature(Features.Heartbeat));

        Assert.Equal(["Chapters"], page.Root.Descendants("h1").Select(Page.Words));
        Assert.Equal(["Heartbeat", "Conformance"], page.Root.Descendants("h2").Select(Page.Words));
        Assert.Equal(["A silent connection is pinged", "An unanswered Ping ends the connection"], page.Root.Descendants("h3").Select(Page.Words));
        Assert.Equal(
            ["Given a heartbeat interval of 30 seconds", "When 31 seconds pass in silence", "Then Alice receives 1 Ping"],
            Page.In(page.ById("heartbeat--a-ping-is-sent-when-the-interval-has-passed"), "step").Select(Page.Words));
    }

    [Fact]
    public void Page_Headings_GoDownInOrder()
    {
        var page = Page.Of(new SomeRun().Feature(Features.Heartbeat).Feature("Feature: Flat\n  Scenario: Alone\n    Given a step", "features/flat.feature"));

        var levels = page.Root.Descendants().Where(element => element.Name.LocalName is ['h', >= '1' and <= '6']).Select(element => element.Name.LocalName[1] - '0').ToList();

        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.Second} follows h{pair.First}"));
    }

    [Fact]
    public void Page_Links_LeadSomewhere()
    {
        var page = Page.Of(new SomeRun().Feature(Features.Heartbeat).Step("Alice does not answer", TestStepResultStatus.FAILED, "no"));
        var ids = page.Root.Descendants().Attributes("id").Select(id => id.Value).ToList();

        var targets = page.Root.Descendants("a").Attributes("href").Select(href => href.Value).Where(href => href.StartsWith('#')).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.True(targets.Count > 10);
        Assert.All(targets, target => Assert.Contains(target[1..], ids));
    }

    [Fact]
    public void Description_BecomesProse()
    {
        var page = Page.Of(new SomeRun().Feature(Features.Heartbeat));

        var feature = page.All("prose").First();
        var rule = Page.In(page.ById("heartbeat--an-unanswered-ping-ends-the-connection"), "prose").First();

        Assert.Equal("https://www.rfc-editor.org/rfc/rfc6455#section-5.5.2", (string?)feature.Descendants("a").Single().Attribute("href"));
        Assert.Equal(["an answer in time keeps the connection;", "silence ends it with 1011."], rule.Descendants("li").Select(Page.Words));
        Assert.Equal("1011", rule.Descendants("code").Single().Value);
    }

    [Fact]
    public void Parameters_OfASingleMatch_StandOut()
    {
        var page = Page.Of(new SomeRun().Feature(Features.Heartbeat));

        var scenario = page.ById("heartbeat--messages-count-as-signs-of-life");
        var outline = page.ById("heartbeat--a-pong-counts-until-the-timeout-has-run-out");

        Assert.Equal(["30", "\"hello\"", "20", "29"], Page.In(scenario, "parameter").Select(Page.Words));
        Assert.Equal(["30", "10", "45"], Page.In(outline, "parameter").Select(Page.Words));
        Assert.Equal(["<delay>", "<state>"], Page.In(outline, "placeholder").Select(Page.Words));
    }

    [Fact]
    public void Examples_Rows_HaveAStatusEach()
    {
        var page = Page.Of(new SomeRun().Feature(Features.Heartbeat).Step("is closed", TestStepResultStatus.FAILED, "expected: closed\nreceived: open"));

        var outline = page.ById("heartbeat--a-pong-counts-until-the-timeout-has-run-out");

        Assert.Equal(["9 open ✓ passed", "11 closed ✗ failed"], outline.Descendants("tbody").Descendants("tr").Select(row => string.Join(' ', row.Elements().Select(Page.Words))));
        Assert.Equal("passed failed", (string?)outline.Attribute("data-status"));
        Assert.Equal(["Row 2: delay 11, state closed ✗ failed"], outline.Descendants("summary").Select(Page.Words).Where(text => text.StartsWith("Row", StringComparison.Ordinal)));
        Assert.Equal("expected: closed", Page.In(outline, "expected").Single().Value);
        Assert.Equal("received: open", Page.In(outline, "received").Single().Value);
    }

    [Theory]
    [InlineData(TestStepResultStatus.FAILED, "1 ✗ failed")]
    [InlineData(TestStepResultStatus.AMBIGUOUS, "1 ≠ ambiguous")]
    [InlineData(TestStepResultStatus.UNDEFINED, "1 ? undefined")]
    [InlineData(TestStepResultStatus.PENDING, "1 … pending")]
    [InlineData(TestStepResultStatus.SKIPPED, "1 ⤼ skipped")]
    public void Counts_Always_NameEveryStatusThatOccurs(TestStepResultStatus status, string expected)
    {
        var page = Page.Of(new SomeRun().Feature(Features.Heartbeat).Step("Alice does not answer", status));

        Assert.Equal([expected, "4 ✓ passed"], page.All("counts").Single().Elements().Select(Page.Words));
    }

    [Fact]
    public void Run_WithAProblem_ListsItFirst()
    {
        var run = new SomeRun().Feature(Features.Heartbeat).Step("Alice does not answer", TestStepResultStatus.FAILED, "no Close frame\nmore")
            .With(Envelope.Create(new ParseError(new SourceReference("features/broken.feature", null, null, new Location(3, 1)), "(3:1): expected: #EOF")))
            .With(Envelope.Create(new Hook("h", "start Redis", new SourceReference("hooks.js", null, null, new Location(4, null)), null, HookType.BEFORE_TEST_RUN)))
            .With(Envelope.Create(new TestRunHookStarted("s", "0", "h", null, new Timestamp(0, 0))))
            .With(Envelope.Create(new TestRunHookFinished("s", SomeRun.Result(TestStepResultStatus.FAILED, "not installed"), new Timestamp(0, 0))));

        var problems = Page.Words(Page.Of(run).ById("_problems"));

        Assert.Contains("features/broken.feature:3 cannot be read. (3:1): expected: #EOF", problems, StringComparison.Ordinal);
        Assert.Contains("before the run: start Redis hooks.js:4 ✗ failed", problems, StringComparison.Ordinal);
        Assert.Contains("not installed", problems, StringComparison.Ordinal);
        Assert.Contains("✗ failed Heartbeat: The script learns about it no Close frame", problems, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WithoutAProblem_HasNoSuchSection() =>
        Assert.Empty(Page.Of(new SomeRun().Feature(Features.Heartbeat)).All("problems"));

    [Fact]
    public void Page_Policy_AllowsItsOwnCodeOnly()
    {
        var page = Page.Of(new SomeRun().Feature(Features.Heartbeat));

        var policy = (string)page.Root.Descendants("meta").Single(meta => meta.Attribute("http-equiv") is not null).Attribute("content")!;

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.All(Page.CodeOf(page.Html), code =>
            Assert.Contains($"{code.Name}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(code.Code)))}'", policy, StringComparison.Ordinal));
        Assert.DoesNotContain(page.Root.Descendants().Attributes(), attribute => attribute.Name.LocalName == "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public void Script_OfThePage_IsJavaScript()
    {
        var script = Page.CodeOf(Page.Of(new SomeRun().Feature(Features.Heartbeat)).Html).Single(code => code.Name == "script");

        Assert.True(Jint.Engine.PrepareScript(script.Code).IsValid);
    }

    [Theory]
    [InlineData("expected: 1", "expected")]
    [InlineData("  received: 2", "received")]
    [InlineData("- 1", "expected")]
    [InlineData("+ 2", "received")]
    [InlineData("Expected 6, received 5.", "")]
    [InlineData("  - item", "")]
    public void Line_OfAFailure_IsMarkedWhenItSaysWhatWasExpectedOrReceived(string line, string kind)
    {
        var message = Page.Of(new SomeRun().Feature(Features.Heartbeat).Step("Alice does not answer", TestStepResultStatus.FAILED, $"Not equal.\n{line}")).All("message").Single();

        Assert.Equal(kind, string.Join(' ', message.Elements("span").Attributes("class").Select(name => name.Value)));
    }

    [Fact]
    public void Log_OfAStepThatPassed_IsFolded()
    {
        var run = new SomeRun().Feature(Features.Heartbeat)
            .Attach("31 seconds", SomeRun.Attachment("one", "text/x.cucumber.log+plain"))
            .Attach("31 seconds", SomeRun.Attachment("two", "text/x.cucumber.log+plain"));

        var log = Page.In(Page.Of(run).ById("heartbeat--a-ping-is-sent-when-the-interval-has-passed"), "attachment").Single();

        Assert.Equal("Log one two", Page.Words(log));
        Assert.Null(log.Attribute("open"));
    }

    [Fact]
    public void Trace_OfAWire_ShowsItsDirections()
    {
        var run = new SomeRun().Feature(Features.Heartbeat).Step("31 seconds", TestStepResultStatus.FAILED, "no")
            .Attach("31 seconds", SomeRun.Attachment("   0.010 s → text \"hello\"\n   0.011 s ← close 1002 \"\"\n   0.012 s · gone\nmore", "text/plain", fileName: "Alice's wire"));

        var trace = Page.Of(run).Root.Descendants("details").Single(details => Page.Words(details).StartsWith("Alice's wire", StringComparison.Ordinal));

        Assert.Equal("open", (string?)trace.Attribute("open"));
        Assert.Equal(["sent", "came", "note"], trace.Descendants("pre").Elements("span").Select(line => (string?)line.Attribute("class")));
    }

    [Theory]
    [InlineData("ar", "خاصية: نبضات\n  سيناريو: الصمت\n    متى تمر 31 ثانية", "rtl")]
    [InlineData("de", "Funktionalität: Herzschlag\n  Szenario: Stille\n    Wenn 31 Sekunden vergehen", "ltr")]
    public void Feature_InAnotherLanguage_HasItsDirection(string language, string text, string direction)
    {
        var feature = Page.Of(new SomeRun().Feature($"# language: {language}\n{text}")).All("feature").Single();

        Assert.Equal([language, direction], [(string?)feature.Attribute("lang"), (string?)feature.Attribute("dir")]);
    }

    [Fact]
    public void Suggestions_ForAnUndefinedStep_StandWithIt()
    {
        var run = new SomeRun().Feature("Feature: Flat\n  Scenario: Alone\n    Given a gap").Step("gap", TestStepResultStatus.UNDEFINED);
        var step = run.Messages().First(message => message.Pickle is not null).Pickle.Steps[0].Id;
        run.With(Envelope.Create(new Suggestion("1000", step, [new Snippet("javascript", "Given('a gap', () => 'pending');")])));

        Assert.Equal(
            "No step definition matches. This one would: javascript Given('a gap', () => 'pending');",
            Page.Words(Page.Of(run).All("suggestion").Single()));
    }

    [Fact]
    public void Path_OfAnOlderReport_IsReplaced()
    {
        using var folder = new TemporaryFolder();
        folder.Write("report.html", new string('x', 1_000_000));
        var path = Path.Combine(folder.Path, "report.html");

        using (var format = new HtmlFormat(path))
            new SomeRun().Feature(Features.Heartbeat).Publish(format);

        Assert.EndsWith("</html>\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ThatDidNotFinish_SaysSo()
    {
        var output = new StringWriter();
        using (var format = new HtmlFormat(output))
            new SomeRun().Feature(Features.Heartbeat).Publish(format, finishes: false);

        Assert.Contains("The run did not finish; this is what it did until then.", output.ToString(), StringComparison.Ordinal);
    }
}
