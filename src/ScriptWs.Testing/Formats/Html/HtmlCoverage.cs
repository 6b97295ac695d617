using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Coverage;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>The clauses of RFCs that scenarios are tagged with, and the scenarios that show that each is kept.</summary>
internal static class HtmlCoverage
{
    public const string Anchor = "_conformance";

    public static void Write(HtmlContext context)
    {
        if (context.Coverage.Count == 0)
            return;

        var html = context.Html;
        html.Write($"<section class=\"coverage\" id=\"{Anchor}\">\n<h2><a class=\"self\" href=\"#{Anchor}\">Conformance</a></h2>\n");
        foreach (var rfc in context.Coverage.GroupBy(row => row.Clause.Rfc))
        {
            // A clause may speak with several strengths, a row each; it is kept if all of them are.
            var clauses = rfc.GroupBy(row => row.Clause).ToList();
            var kept = clauses.Count(rows => rows.All(row => row.Status == TestStepResultStatus.PASSED));
            html.Write($"<div class=\"table\" tabindex=\"0\"><table>\n<caption>RFC {rfc.Key}: {kept} of {clauses.Count} {(clauses.Count == 1 ? "clause is" : "clauses are")} shown to be kept</caption>\n");
            html.Write($"<thead><tr><th scope=\"col\">Clause</th><th scope=\"col\">Strength</th><th scope=\"col\">Shown by</th></tr></thead>\n<tbody>\n");
            foreach (var row in rfc)
                WriteRow(context, row);
            html.Write($"</tbody></table></div>\n");
        }

        html.Write($"</section>\n");
    }

    private static void WriteRow(HtmlContext context, CoverageRow row)
    {
        var html = context.Html;
        html.Write($"<tr class=\"{HtmlStatus.Class(row.Status)}\"><th scope=\"row\">");
        HtmlStatus.Write(html, row.Status);
        html.Write($" <a href=\"{row.Clause.Address}\">§{row.Clause.Number}</a></th><td>{row.Strength?.ToUpperInvariant()}</td><td><ul>");
        foreach (var rows in row.Scenarios)
        {
            html.Write($"<li>");
            HtmlStatus.Write(html, HtmlStatus.Worst(rows));
            html.Write($" ");
            HtmlLink.Write(context, rows[0]);
            if (rows.Count > 1)
                html.Write($" <span class=\"place\">{rows.Count} examples</span>");
            html.Write($"</li>\n");
        }

        html.Write($"</ul></td></tr>\n");
    }
}
