using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>What a step attached: logs, wire traces, documents, pictures, addresses.</summary>
internal static class HtmlAttachment
{
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml"];

    /// <summary>Writes all attachments; lines of log stand together.</summary>
    /// <param name="html">Takes the attachments.</param>
    /// <param name="attachments">What was attached.</param>
    /// <param name="isOpen">Whether texts show without being asked for, because something went wrong.</param>
    public static void Write(HtmlWriter html, IEnumerable<Attachment> attachments, bool isOpen)
    {
        var logs = attachments.Select(attachment => new AttachmentContent(attachment)).ToLookup(content => content.IsLog);
        if (logs[true].Any())
            WriteText(html, "Log", null, string.Join('\n', logs[true].Select(content => content.Text)), isOpen);
        foreach (var content in logs[false])
            Write(html, content, isOpen);
    }

    private static void Write(HtmlWriter html, AttachmentContent content, bool isOpen)
    {
        if (Pictures.Contains(content.MediaType))
            WritePicture(html, content);
        else if (content.MediaType == "text/uri-list")
            WriteAddresses(html, content);
        else if (content.IsReadable && content.Text is { } text)
            WriteText(html, content.Name, $"{content.MediaType}, {content.Size}", text, isOpen);
        else
            html.Write($"<p class=\"attachment\"><a download=\"{content.Name}\" href=\"data:application/octet-stream;base64,{content.Base64}\">{content.Name}</a> <span class=\"media-type\">{content.MediaType}, {content.Size}</span></p>");
    }

    // In an img element no picture runs scripts or loads anything, not even SVG.
    private static void WritePicture(HtmlWriter html, AttachmentContent content) => html.Write(
        $"<figure class=\"attachment\"><img alt=\"{content.Name}\" src=\"data:{content.MediaType};base64,{content.Base64}\" /><figcaption>{content.Name}</figcaption></figure>");

    private static void WriteAddresses(HtmlWriter html, AttachmentContent content)
    {
        html.Write($"<ul class=\"attachment addresses\">");
        foreach (var line in (content.Text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || line.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
                html.Write($"<li><a href=\"{line}\" rel=\"noreferrer\">{line}</a></li>");
            else
                html.Write($"<li>{line}</li>");
        }

        html.Write($"</ul>");
    }

    private static void WriteText(HtmlWriter html, string name, string? facts, string text, bool isOpen)
    {
        if (isOpen)
            html.Write($"<details class=\"attachment\" open=\"open\">");
        else
            html.Write($"<details class=\"attachment\">");
        html.Write($"<summary>{name} <span class=\"media-type\">{facts}</span></summary><pre tabindex=\"0\">\n");
        HtmlTrace.Write(html, text.AsSpan(0, Math.Min(text.Length, AttachmentContent.MaxShown)));
        if (text.Length > AttachmentContent.MaxShown)
            html.Write($"\n… {text.Length - AttachmentContent.MaxShown} more characters are not shown.");
        html.Write($"</pre></details>");
    }
}
