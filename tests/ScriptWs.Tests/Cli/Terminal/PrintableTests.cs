using System.Globalization;
using System.Text;
using System.Text.Json;
using ScriptWs.Cli;

namespace ScriptWs.Tests.Cli;

/// <summary>Foreign text on a terminal, for each code point that there is.</summary>
public sealed class PrintableTests
{
    private static readonly UnicodeCategory[] Unsafe =
        [UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator, UnicodeCategory.Surrogate];

    private static IEnumerable<string> CodePoints => Enumerable.Range(0, 0x110000).Select(value => Rune.IsValid(value) ? new Rune(value).ToString() : ((char)value).ToString());

    [Fact]
    public void CodePoint_OfEachCategory_IsShownAsItIsOrWithoutItsEffect() => Assert.Empty(CodePoints.Where(text =>
    {
        var (line, lines, isUnsafe) = (Printable.Line($"a{text}b"), Printable.Lines($"a{text}b"), IsUnsafe(text));
        return isUnsafe == (line == $"a{text}b") || HasUnsafe(line) || lines != (text is "\n" or "\t" ? $"a{text}b" : line);
    }).Select(text => $"U+{(int)text[0]:X4}").Take(10));

    [Fact]
    public void CodePoint_InJson_MeansTheSameAndHasNoEffect() => Assert.Empty(CodePoints.Where(text => Rune.TryGetRuneAt(text, 0, out _)).Where(text =>
    {
        var json = Printable.Json(JsonSerializer.Serialize(text, Relaxed));
        return HasUnsafe(json) || JsonSerializer.Deserialize<string>(json) != text;
    }).Select(text => $"U+{(int)text[0]:X4}").Take(10));

    [Theory]
    [InlineData("a\u202Eb", "a\\u{202E}b")]
    [InlineData("\u2028\u2029\u0085", "\\u{2028}\\u{2029}\\u{85}")]
    [InlineData("\U000E0041", "\\u{E0041}")]
    [InlineData("\e[31m\n\u007f", "␛[31m␊␡")]
    [InlineData("grün 😀 日本", "grün 😀 日本")]
    public void Line_OfSomeText_IsReadable(string text, string expected) => Assert.Equal(expected, Printable.Line(text));

    [Fact]
    public void HalfOfAPair_Always_IsReplaced() => Assert.Equal("a\uFFFDb", Printable.Line("a\uD83Db"));

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool HasUnsafe(string text) => Enumerable.Range(0, text.Length).Any(at => !char.IsLowSurrogate(text[at]) && IsUnsafe(text[at..]));

    private static bool IsUnsafe(string text) => !Rune.TryGetRuneAt(text, 0, out var rune) || Unsafe.Contains(Rune.GetUnicodeCategory(rune));
}
