using System.Security.Cryptography;
using System.Text;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>
/// The page: the template report.html, in which <c>{{name}}</c> stands for a part. The page allows itself its own style
/// and script only (by their hashes), so that nothing that slipped into it could run.
/// </summary>
internal static class HtmlReport
{
    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");
    private static readonly string[] Template = Resource("report.html").Split(["{{", "}}"], StringSplitOptions.None);

    public static void Write(TextWriter output, RunRecord run, string title)
    {
        var context = new HtmlContext(new HtmlWriter(output), run);
        // Literal text and names of parts take turns.
        foreach (var (index, piece) in Template.Index())
        {
            if (index % 2 == 0)
                output.Write(piece);
            else
                WritePart(output, context, piece, title);
        }
    }

    private static void WritePart(TextWriter output, HtmlContext context, string name, string title)
    {
        switch (name)
        {
            case "style": output.Write(Style); break;
            case "script": output.Write(Script); break;
            case "style-hash": output.Write(HashOf(Style)); break;
            case "script-hash": output.Write(HashOf(Script)); break;
            case "title": context.Html.Write($"{title}"); break;
            case "counts": HtmlSummary.WriteCounts(context); break;
            case "facts": HtmlSummary.WriteFacts(context); break;
            case "filters": HtmlSummary.WriteFilters(context); break;
            case "index": HtmlIndex.Write(context); break;
            case "problems": HtmlProblems.Write(context); break;
            case "coverage": HtmlCoverage.Write(context); break;
            case "features": WriteFeatures(context); break;
            default: throw new InvalidOperationException($"report.html asks for a part that does not exist: {name}.");
        }
    }

    private static void WriteFeatures(HtmlContext context)
    {
        foreach (var document in context.Run.Documents.Where(document => document.Feature is not null))
            HtmlFeature.Write(context, document);
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // With \n everywhere, as a browser reads them: the hashes are taken of what it sees.
    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"{name} is not embedded in this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
