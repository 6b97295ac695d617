namespace ScriptWs.Testing.Formats.Html;

/// <summary>Text in which parameters and placeholders stand out.</summary>
internal static class HtmlSpans
{
    /// <param name="html">Takes the text.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="spans">The parts that stand out, in their order; those that overlap an earlier one are passed over.</param>
    public static void Write(HtmlWriter html, string text, IEnumerable<TextSpan> spans)
    {
        var at = 0;
        foreach (var span in spans.Where(span => span.End <= text.Length))
        {
            if (span.Start < at)
                continue;
            html.Write($"{text.AsSpan(at, span.Start - at)}<span class=\"{(span.IsPlaceholder ? "placeholder" : "parameter")}\">{text.AsSpan(span.Start, span.Length)}</span>");
            at = span.End;
        }

        html.Write($"{text.AsSpan(at)}");
    }
}
