using System.Text.RegularExpressions;

namespace ScriptWs.Http.Admin;

/// <summary>Takes out of a text what looks like a secret: values of names that say so, and long strings of letters and digits mixed.</summary>
internal static partial class Secrets
{
    /// <summary>Texts come from clients: none may keep us busy.</summary>
    private const int Milliseconds = 50;

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

    [GeneratedRegex("""((?:password|passwd|secret|token|api[-_]?key|authorization|cookie|credential)s?["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|(?:bearer\s+|basic\s+)?[^\s,;&}]+)""", RegexOptions.IgnoreCase, Milliseconds)]
    private static partial Regex Named();

    [GeneratedRegex("""(?=[\w\-+/=.]{0,200}\d)(?=[\w\-+/=.]{0,200}[A-Za-z])[\w\-+/=.]{24,}""", RegexOptions.None, Milliseconds)]
    private static partial Regex Token();
}
