namespace ScriptWs.Testing.Formats.Html;

/// <summary>
/// Writes HTML: what stands literally in an interpolated string is markup, and every value in it is text, wherever it
/// comes from. There is no way to write a value as markup; attributes must be quoted.
/// </summary>
internal sealed class HtmlWriter(TextWriter output)
{
    public void Write(HtmlMarkup markup) => output.Write(markup.Built);
}
