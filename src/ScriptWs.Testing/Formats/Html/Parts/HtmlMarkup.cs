using System.Runtime.CompilerServices;
using System.Text;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>What the compiler makes of an interpolated string that is given to <see cref="HtmlWriter.Write"/>.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlMarkup(int literalLength, int formattedCount)
{
    private const int UsualLengthOfAValue = 16;

    public StringBuilder Built { get; } = new(literalLength + (formattedCount * UsualLengthOfAValue));

    public void AppendLiteral(string markup) => Built.Append(markup);

    public void AppendFormatted(ReadOnlySpan<char> text) => HtmlText.Append(Built, text);

    public void AppendFormatted(string? text) => HtmlText.Append(Built, text);

    public void AppendFormatted(long number) => Built.Append(number);
}
