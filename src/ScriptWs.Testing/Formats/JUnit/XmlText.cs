using System.Text;
using System.Xml;

namespace ScriptWs.Testing.Formats.JUnit;

/// <summary>Makes any text one that XML can hold: there is no escape for most control characters.</summary>
internal static class XmlText
{
    private const char FirstControlPicture = '\u2400';

    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r'))
                clean.Append((char)(FirstControlPicture + rune.Value));
            else if (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value))
                clean.Append('\uFFFD');
            else
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
