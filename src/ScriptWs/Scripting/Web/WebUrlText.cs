using System.Globalization;
using System.Text;

namespace ScriptWs.Scripting;

/// <summary>What the parts of a URL do not hold as it is; control characters and what is not ASCII are in all sets.</summary>
internal static class WebUrlText
{
    public const string SpecialQuery = " \"#<>'";
    public const string Query = " \"#<>";
    public const string Fragment = " \"<>`";
    public const string Path = " \"#<>?`{}^";
    public const string User = " \"#<>?`{}/:;=@[\\]^|";

    public static string Encode(string text, string set)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && rune.Value is >= 0x20 and not 0x7F && !set.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                result.Append((char)rune.Value);
                continue;
            }

            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)]) result.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return result.ToString();
    }
}
