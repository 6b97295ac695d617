using System.Text;

namespace ScriptWs.Cli;

/// <summary>Makes foreign text safe for a terminal and for a line of a log.</summary>
internal static class Printable
{
    private const char FirstPicture = '\u2400';
    private const char DeletePicture = '\u2421';

    /// <summary>On one line: control characters, line ends included, become their pictures (␊ for a line feed).</summary>
    public static string Line(string text) => HasControl(text) ? Replace(text, keepLines: false) : text;

    /// <summary>As it is, except that control characters other than line ends and tabs become their pictures.</summary>
    public static string Lines(string text) => HasControl(text) ? Replace(text, keepLines: true) : text;

    private static bool HasControl(string text) => text.Any(char.IsControl);

    private static string Replace(string text, bool keepLines)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '\n' or '\t' when keepLines => c,
                < ' ' => (char)(FirstPicture + c),
                '\u007f' => DeletePicture,
                _ when char.IsControl(c) => '\ufffd',
                _ => c,
            });
        }

        return result.ToString();
    }
}
