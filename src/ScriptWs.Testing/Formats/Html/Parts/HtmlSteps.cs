using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>Steps as lines of a list: keyword, text with its parameters, tables and doc strings, and what became of them.</summary>
internal static class HtmlSteps
{
    /// <summary>Steps as written in the document: of a Background, of an outline, of a scenario that did not run.</summary>
    public static void WriteDocumented(HtmlContext context, IEnumerable<Step> steps, Func<Step, IEnumerable<TextSpan>> spans)
    {
        var html = context.Html;
        html.Write($"<ol class=\"steps\">\n");
        foreach (var step in steps)
        {
            WriteOpening(html, "step", step.Keyword, step.Text, spans(step));
            if (step.DataTable is { } table)
                HtmlTable.Write(html, [.. table.Rows.Select(row => row.Cells.Select(cell => cell.Value))]);
            if (step.DocString is { } doc)
                WriteDocString(html, doc.MediaType, doc.Content);
            html.Write($"</li>\n");
        }

        html.Write($"</ol>\n");
    }

    /// <summary>
    /// Steps as they ran. Hooks that passed and left nothing behind are not worth a line; neither are the steps of the
    /// Background, which stands above, unless <paramref name="everything"/> is asked for because something went wrong.
    /// </summary>
    public static void WriteRun(HtmlContext context, AttemptOutcome attempt, IReadOnlyCollection<Step> own, bool everything)
    {
        var ownIds = own.Select(step => step.Id).ToHashSet();
        context.Html.Write($"<ol class=\"steps{(everything ? " verbose" : "")}\">\n");
        foreach (var step in attempt.Steps)
        {
            if (step.Pickle is null)
                WriteHook(context, step, everything);
            else if (everything || step.Attachments.Count > 0 || ownIds.Contains(step.Pickle.AstNodeIds[0]))
                WriteStep(context, step, step.Pickle, everything);
        }

        context.Html.Write($"</ol>\n");
        HtmlAttachment.Write(context.Html, attempt.Attachments, isOpen: everything);
    }

    private static void WriteStep(HtmlContext context, StepOutcome step, PickleStep pickle, bool everything)
    {
        var html = context.Html;
        var keyword = context.Steps[pickle.AstNodeIds[0]].FirstOrDefault()?.Keyword ?? "";
        WriteOpening(html, $"step {HtmlStatus.Class(step.Status)}", keyword, pickle.Text, TextSpan.Of(step.Arguments));
        if (everything)
            HtmlStatus.Write(html, step.Status);
        if (pickle.Argument?.DataTable is { } table)
            HtmlTable.Write(html, [.. table.Rows.Select(row => row.Cells.Select(cell => cell.Value))]);
        if (pickle.Argument?.DocString is { } doc)
            WriteDocString(html, doc.MediaType, doc.Content);
        WriteEnd(context, step, everything);
    }

    private static void WriteHook(HtmlContext context, StepOutcome step, bool everything)
    {
        if (step.Status == TestStepResultStatus.PASSED && step.Attachments.Count == 0)
            return;

        context.Html.Write($"<li class=\"step hook {HtmlStatus.Class(step.Status)}\"><span class=\"line\"><span class=\"keyword\">Hook</span> <span class=\"text\">");
        HtmlHook.WriteName(context.Html, step.Hook);
        context.Html.Write($"</span></span>");
        HtmlStatus.Write(context.Html, step.Status);
        WriteEnd(context, step, everything);
    }

    private static void WriteEnd(HtmlContext context, StepOutcome step, bool everything)
    {
        HtmlFailure.Write(context.Html, step);
        HtmlAttachment.Write(context.Html, step.Attachments, isOpen: everything);
        context.Html.Write($"</li>\n");
    }

    private static void WriteOpening(HtmlWriter html, string type, string keyword, string text, IEnumerable<TextSpan> spans)
    {
        html.Write($"<li class=\"{type}\"><span class=\"line\"><span class=\"keyword\">{keyword.Trim()}</span> <span class=\"text\">");
        HtmlSpans.Write(html, text, spans);
        html.Write($"</span></span>");
    }

    private static void WriteDocString(HtmlWriter html, string? mediaType, string content)
    {
        html.Write($"<div class=\"doc-string\">");
        if (!string.IsNullOrEmpty(mediaType))
            html.Write($"<span class=\"media-type\">{mediaType}</span>");
        html.Write($"<pre tabindex=\"0\">\n{content}</pre></div>");
    }
}
