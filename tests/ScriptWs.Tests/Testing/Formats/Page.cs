using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing.Formats;

/// <summary>An HTML report, as a test looks at it: the page is well-formed XML but for what stands in its style and script.</summary>
internal sealed partial class Page
{
    private Page(string html)
    {
        Html = html;
        Root = XDocument.Parse(OwnCode().Replace(html, ""), LoadOptions.PreserveWhitespace).Root!;
    }

    public string Html { get; }

    public XElement Root { get; }

    public static Page Of(SomeRun run) => Of(run.Messages());

    public static Page Of(IEnumerable<Io.Cucumber.Messages.Types.Envelope> messages)
    {
        var output = new StringWriter();
        using (var format = new HtmlFormat(output, "Chapters"))
        {
            foreach (var message in messages)
                format.Publish(message);
        }

        return new Page(output.ToString());
    }

    /// <summary>The elements with this class, in their order.</summary>
    public IEnumerable<XElement> All(string type) => In(Root, type);

    public static IEnumerable<XElement> In(XElement element, string type) =>
        element.Descendants().Where(inner => ((string?)inner.Attribute("class") ?? "").Split(' ').Contains(type));

    public XElement ById(string id) => Root.Descendants().Single(element => (string?)element.Attribute("id") == id);

    /// <summary>The words of an element, with one space between them.</summary>
    public static string Words(XElement element) => Space().Replace(element.Value, " ").Trim();

    /// <summary>The style and the script of the page, as a browser hashes them.</summary>
    public static IEnumerable<(string Name, string Code)> CodeOf(string html) =>
        OwnCode().Matches(html).Select(match => (match.Groups["name"].Value, match.Groups["code"].Value));

    [GeneratedRegex(@"(?<=<(?<name>style|script)>)(?<code>.*?)(?=</\k<name>>)", RegexOptions.Singleline)]
    private static partial Regex OwnCode();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
