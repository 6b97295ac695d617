using System.Text.RegularExpressions;

namespace ScriptWs.Http.Admin;

/// <summary>Takes out of a text what looks like a secret: values of names that say so, and long strings of letters and digits mixed.</summary>
internal static partial class Secrets
{
    /// <summary>Texts come from clients: none may keep us busy.</summary>
    private const int Milliseconds = 50;

    /// <summary>Characters that are left of a token.</summary>
    private const int Shown = 8;

    public static string Hide(string text)
    {
        try
        {
            return Token().Replace(Named().Replace(text, "$1…"), "…");
        }
        catch (RegexMatchTimeoutException)
        {
            return "…";
        }
    }

    /// <summary>
    /// Shortens the parts of a key that look like tokens: enough is left to tell two of them apart, too little to use one.
    /// </summary>
    public static string Cut(string key)
    {
        try
        {
            return Part().Replace(key, static part => part.Value.Any(char.IsAsciiDigit) && part.Value.Any(char.IsAsciiLetter)
                ? $"{part.Value[..Shown]}…"
                : part.Value);
        }
        catch (RegexMatchTimeoutException)
        {
            return "…";
        }
    }

    [GeneratedRegex("""((?:password|passwd|secret|token|api[-_]?key|authorization|cookie|credential)s?["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|(?:bearer\s+|basic\s+)?[^\s,;&}]+)""", RegexOptions.IgnoreCase, Milliseconds)]
    private static partial Regex Named();

    [GeneratedRegex("""[\w\-+=.]{24,}""", RegexOptions.None, Milliseconds)]
    private static partial Regex Part();

    [GeneratedRegex("""(?=[\w\-+/=.]{0,200}\d)(?=[\w\-+/=.]{0,200}[A-Za-z])[\w\-+/=.]{24,}""", RegexOptions.None, Milliseconds)]
    private static partial Regex Token();
}
