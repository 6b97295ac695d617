using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>Why a step did not pass, and what to do about it.</summary>
internal static class HtmlFailure
{
    public static void Write(HtmlWriter html, StepOutcome step)
    {
        if (step.Status == TestStepResultStatus.AMBIGUOUS)
            WriteDefinitions(html, step);
        if (step.Status == TestStepResultStatus.UNDEFINED && step.Snippets.Count > 0)
            WriteSnippets(html, step.Snippets);
        if (step.Result is { } result)
            Write(html, result);
    }

    public static void Write(HtmlWriter html, TestStepResult result)
    {
        if (result.Status != TestStepResultStatus.PASSED)
            Write(html, FailureText.Message(result), result.Exception);
    }

    public static void Write(HtmlWriter html, string? message, Io.Cucumber.Messages.Types.Exception? exception)
    {
        if (string.IsNullOrWhiteSpace(message) && exception is null)
            return;

        html.Write($"\n<div class=\"failure\">");
        if (!string.IsNullOrEmpty(exception?.Type))
            html.Write($"<p class=\"type\">{exception.Type}</p>\n");
        html.Write($"<pre class=\"message\" tabindex=\"0\">");
        foreach (var line in (message ?? exception?.Message ?? "").ReplaceLineEndings("\n").Split('\n'))
            WriteLine(html, line);
        html.Write($"</pre>");
        if (FailureText.Trace(exception) is { Length: > 0 } trace)
            html.Write($"<details class=\"stack\"><summary>Stack trace</summary><pre tabindex=\"0\">\n{trace}</pre></details>");
        html.Write($"</div>");
    }

    // A line of its own for each, so that a style can set expected and received against each other.
    private static void WriteLine(HtmlWriter html, string line)
    {
        if (FailureText.KindOf(line) is { } kind)
            html.Write($"<span class=\"{kind}\">{line}</span>\n");
        else
            html.Write($"{line}\n");
    }

    private static void WriteSnippets(HtmlWriter html, IReadOnlyList<Snippet> snippets)
    {
        html.Write($"<div class=\"suggestion\"><p>No step definition matches. {(snippets.Count == 1 ? "This one" : "Any of these")} would:</p>\n");
        foreach (var snippet in snippets)
            html.Write($"<div class=\"doc-string\"><span class=\"media-type\">{snippet.Language}</span><pre tabindex=\"0\">\n{snippet.Code}</pre></div>");
        html.Write($"</div>");
    }

    private static void WriteDefinitions(HtmlWriter html, StepOutcome step)
    {
        html.Write($"<div class=\"suggestion\"><p>{step.Definitions.Count} step definitions match; let only one of them:</p><ul>");
        foreach (var definition in step.Definitions)
            html.Write($"<li><code>{definition.Pattern.Source}</code> <span class=\"place\">{SourceWords.Of(definition.SourceReference)}</span></li>");
        html.Write($"</ul></div>");
    }
}
