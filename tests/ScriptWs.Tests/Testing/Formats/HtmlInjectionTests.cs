using System.Text;
using System.Xml.Linq;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Tests.Testing.Formats;

/// <summary>Whatever stands in a feature, a failure or an attachment, it is text in the report.</summary>
public sealed class HtmlInjectionTests
{
    /// <summary>What a reader sees of <see cref="Evil.Text"/>.</summary>
    private const string Shown = "<script>alert(1)</script>]]>\"'--><!--</style></title>&amp;{{title}}␀␛\uFFFD \uFFFD\uFFFD␍\uFFFD";

    private const string Feature = """
        @Evil
        Feature: Evil
          Evil

          `Evil` RFC 6455 Evil
          * Evil

              Evil
          Background: Evil
            Given Evil

          @Evil
          Rule: Evil
            Evil
            @Evil
            Scenario: Evil
              Evil
              Given Evil "Evil"
              When Evil
                | Evil |
                | Evil |
              Then Evil
                ```Evil
                Evil
                ```
            Scenario Outline: Evil <Evil>
              Given Evil <Evil> <other>
              @Evil
              Examples: Evil
                Evil
                | Evil | other |
                | Evil | Evil  |
        """;

    [Fact]
    public void Text_OfEveryField_StaysText()
    {
        var page = Spoilt();

        Assert.Single(page.Root.Descendants("script"));
        Assert.Single(page.Root.Descendants("style"));
        Assert.Single(page.Root.Descendants("title"));
        Assert.DoesNotContain(page.Root.DescendantNodes(), node => node is XComment or XCData);
    }

    [Fact]
    public void Text_OfEveryField_IsShown()
    {
        var page = Spoilt();

        // Everything that the feature says, the message of the failure and what was attached.
        var count = page.Root.Value.Split(Shown).Length - 1;

        Assert.True(count > 30, $"shown {count} times");
        Assert.Equal(Shown, Page.Words(page.Root.Descendants("h2").Last()));
        Assert.Equal(Shown, Page.Words(page.Root.Descendants("h3").Single()));
        Assert.Equal(Shown, page.Root.Descendants("details").First(log => Page.Words(log).StartsWith("Log ", StringComparison.Ordinal)).Element("pre")!.Value.Trim('\n'));
    }

    [Fact]
    public void Characters_ThatHtmlCannotHold_AreReplaced()
    {
        var html = Spoilt().Html;

        Assert.DoesNotContain(html, c => char.IsControl(c) && c is not ('\n' or '\t'));
        Assert.Equal(html, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(html)));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("JAVASCRIPT:alert(1)//https://a")]
    public void Address_ThatIsNoWebAddress_IsNoLink(string address)
    {
        var run = new SomeRun().Feature($"Feature: {address}\n  {address}\n\n  Scenario: x\n    Given a step")
            .Attach("a step", SomeRun.Attachment(address, "text/uri-list"));

        var addresses = Page.Of(run).Root.Descendants("a").Attributes("href").Select(href => href.Value);

        Assert.All(addresses, href => Assert.True(href.StartsWith('#') || href == "https://a", href));
    }

    [Theory]
    [InlineData("image/png\" onerror=\"alert(1)")]
    [InlineData("text/html")]
    [InlineData("application/xhtml+xml")]
    public void Attachment_OfAnyKind_DoesNotRun(string mediaType)
    {
        var run = new SomeRun().Feature("Feature: x\n  Scenario: x\n    Given a step")
            .Attach("a step", SomeRun.Attachment(Evil.Text, mediaType, fileName: Evil.Text));

        var page = Page.Of(run);

        Assert.Single(page.Root.Descendants("script"));
        Assert.DoesNotContain(page.Root.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Empty(page.Root.Descendants("img"));
    }

    private static Page Spoilt() => Page.Of(Evil.In(new SomeRun().Feature(Feature, "Evil/Evil.feature")
        .Step("\"", TestStepResultStatus.FAILED, "Evil\nexpected: Evil\nEvil")
        .Attach("\"", SomeRun.Attachment("Evil", "text/x.cucumber.log+plain"))
        .Attach("\"", SomeRun.Attachment("Evil", "text/plain", fileName: "Evil"))
        .Attach("\"", SomeRun.Attachment("Evil", "image/svg+xml", fileName: "Evil"))
        .Attach("\"", SomeRun.Attachment("Evil", "Evil", fileName: "Evil"))
        .Attach("\"", SomeRun.Attachment("Evil", "text/uri-list"))
        .With(Envelope.Create(new ParseError(new SourceReference("Evil", null, null, null), "Evil")))
        .With(Envelope.Create(new UndefinedParameterType("Evil", "Evil")))
        .Messages()));
}
