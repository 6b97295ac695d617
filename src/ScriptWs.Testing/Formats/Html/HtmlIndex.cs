using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>The index at the side: the features by folder, each with its rules.</summary>
internal static class HtmlIndex
{
    public static void Write(HtmlContext context)
    {
        var html = context.Html;
        var documents = context.Run.Documents.Where(document => document.Feature is not null).ToList();
        var folders = documents.GroupBy(document => FolderOf(document.Uri)).ToList();
        foreach (var folder in folders)
        {
            html.Write($"<div class=\"group\">\n");
            if (folders.Count > 1)
                html.Write($"<p class=\"folder\">{(folder.Key.Length > 0 ? folder.Key : "features")}</p>\n");
            html.Write($"<ul class=\"features\">\n");
            foreach (var document in folder)
                WriteFeature(context, document);
            html.Write($"</ul>\n</div>\n");
        }

        if (context.Coverage.Count > 0)
            html.Write($"<ul class=\"appendix\"><li data-of=\"{HtmlCoverage.Anchor}\"><a href=\"#{HtmlCoverage.Anchor}\">Conformance</a></li></ul>\n");
    }

    private static void WriteFeature(HtmlContext context, GherkinDocument document)
    {
        var html = context.Html;
        html.Write($"<li data-of=\"{context.Anchors.Of(document.Uri)}\"><a href=\"#{context.Anchors.Of(document.Uri)}\">");
        HtmlStatus.Write(html, HtmlStatus.Worst(context.Outcomes.Of(document.Feature)));
        html.Write($" <span class=\"title\">{document.Feature.Name}</span></a>");
        var rules = document.Feature.Children.Where(child => child.Rule is not null).Select(child => child.Rule).ToList();
        if (rules.Count > 0)
        {
            html.Write($"<ul class=\"rules\">");
            foreach (var rule in rules)
                html.Write($"<li data-of=\"{context.Anchors.Of(rule.Id)}\"><a href=\"#{context.Anchors.Of(rule.Id)}\">{rule.Name}</a></li>");
            html.Write($"</ul>");
        }

        html.Write($"</li>\n");
    }

    private static string FolderOf(string uri) =>
        uri.Replace('\\', '/').Split('/') is { Length: > 1 } parts ? parts[^2] : "";
}
