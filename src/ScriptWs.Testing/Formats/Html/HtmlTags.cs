using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>Tags as chips.</summary>
internal static class HtmlTags
{
    public static void Write(HtmlWriter html, IReadOnlyCollection<Tag>? tags)
    {
        if (tags is null or { Count: 0 })
            return;

        html.Write($"<ul class=\"tags\" aria-label=\"Tags\">");
        foreach (var tag in tags)
            html.Write($"<li>{tag.Name}</li>");
        html.Write($"</ul>\n");
    }
}
