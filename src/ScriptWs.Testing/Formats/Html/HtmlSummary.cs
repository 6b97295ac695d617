using Cucumber.Messages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>How the run went, in one look: counts, time, what it ran on.</summary>
internal static class HtmlSummary
{
    public static void WriteCounts(HtmlContext context)
    {
        var html = context.Html;
        html.Write($"<ul class=\"counts\">");
        foreach (var (status, count) in Counts(context))
        {
            html.Write($"<li class=\"{HtmlStatus.Class(status)}\"><b>{count}</b> ");
            HtmlStatus.Write(html, status);
            html.Write($"</li>");
        }

        html.Write($"</ul>\n");
    }

    public static void WriteFilters(HtmlContext context)
    {
        var html = context.Html;
        foreach (var (status, count) in Counts(context))
        {
            html.Write($"<button type=\"button\" class=\"filter\" data-status=\"{HtmlStatus.Class(status)}\" aria-pressed=\"false\">");
            HtmlStatus.Write(html, status);
            html.Write($" <b>{count}</b></button>");
        }
    }

    public static void WriteFacts(HtmlContext context)
    {
        var html = context.Html;
        var run = context.Run;
        var features = run.Documents.Count(document => document.Feature is not null);
        var scenarios = context.All.Select(outcome => outcome.ScenarioId).Distinct().Count();
        html.Write($"<p class=\"facts\">{Some(features, "feature")}, {Some(scenarios, "scenario")}");
        if (scenarios != context.All.Count)
            html.Write($" ({context.All.Count} runs with their examples)");
        if (run.Started is { } started)
        {
            var start = Converters.ToDateTime(started.Timestamp);
            html.Write($", <time datetime=\"{start.ToString("yyyy-MM-ddTHH:mm:ssZ", null)}\">{start.ToString("yyyy-MM-dd HH:mm", null)} UTC</time>");
            if (run.Finished is { } finished)
                html.Write($", {HtmlStatus.Duration(Converters.ToDateTime(finished.Timestamp) - start)}");
        }

        WritePlatform(html, run.Meta);
        html.Write($"</p>\n");
    }

    private static string Some(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static void WritePlatform(HtmlWriter html, Meta? meta)
    {
        foreach (var product in new[] { meta?.Implementation, meta?.Runtime, meta?.Os }.OfType<Product>())
            html.Write($", {$"{product.Name} {product.Version}".Trim()}");
        if (meta?.Ci?.Git?.Revision is { Length: > 0 } revision)
            html.Write($", revision <code>{revision[..Math.Min(revision.Length, 10)]}</code>");
    }

    private static IEnumerable<(TestStepResultStatus Status, int Count)> Counts(HtmlContext context) =>
        from status in StatusWords.WorstFirst
        let count = context.All.Count(outcome => outcome.Status == status)
        where count > 0
        select (status, count);
}
