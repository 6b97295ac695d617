using System.Text.Json;
using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>Finds in a source what is in no node: signs and parentheses.</summary>
internal sealed class SourceTokens(string text)
{
    private const int MaxShown = 60;

    public string Text => text;

    /// <summary>The next token from a place on, behind white space and comments.</summary>
    public int Next(int at)
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '\uFEFF') at++;
            else if (StartsWith(at, "//")) at = End(text.AsSpan(at).IndexOfAny('\n', '\r'), at, 0);
            else if (StartsWith(at, "/*")) at = End(text.IndexOf("*/", at + 2, StringComparison.Ordinal) - at, at, 2);
            else return at;
        }

        return at;
    }

    /// <summary>The first token behind an expression and the parentheses that it is in.</summary>
    public int Behind(Node expression)
    {
        var at = Next(expression.End);
        while (at < text.Length && text[at] == ')') at = Next(at + 1);
        return at;
    }

    /// <summary>The parenthesis that opens behind a place, maybe behind others that close.</summary>
    public int Opening(int at)
    {
        for (at = Next(at); text[at] != '('; at = Next(at + 1))
        {
            // What closes the callee, or ?.
        }

        return at;
    }

    /// <summary>Where the sign ends that comes before a place, parentheses and comments between.</summary>
    public int Behind(int place, string sign) => text.LastIndexOf(sign, place, StringComparison.Ordinal) + sign.Length;

    /// <summary>An expression as a literal, short enough for a message.</summary>
    public string Shown(Node expression)
    {
        var shown = string.Join(' ', text[expression.Start..expression.End].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return $"\"{JsonEncodedText.Encode(shown.Length <= MaxShown ? shown : shown[..MaxShown] + "…")}\"";
    }

    private bool StartsWith(int at, string sign) => text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal);

    private int End(int found, int at, int length) => found < 0 ? text.Length : at + found + length;
}
