namespace ScriptWs.Scripting.Checking;

/// <summary>Reads types in comments and in declaration files. Each text is walked once, whatever it contains.</summary>
internal static class TypeText
{
    /// <summary>Finds comments such as <c>/** @type {{ apiKey: string }} */</c>.</summary>
    /// <returns>Where the type's inner brace stands, and where the comment ends.</returns>
    public static IEnumerable<(int Type, int End)> CommentsIn(string text)
    {
        for (var at = 0; (at = text.IndexOf("/**", at, StringComparison.Ordinal)) >= 0;)
        {
            var end = text.IndexOf("*/", at + 3, StringComparison.Ordinal);
            if (end < 0) yield break;

            var comment = text.AsSpan(0, end);
            var tag = IndexOf(comment, "@type", at);
            var open = tag < 0 ? -1 : IndexOf(comment, "{", tag);
            var inner = open + 1;
            while (open >= 0 && inner < end && char.IsWhiteSpace(text[inner])) inner++;
            at = end + 2;
            if (open >= 0 && text[inner] == '{') yield return (inner, at);
        }
    }

    /// <returns>The same text with blanks for comments, so that places stay.</returns>
    public static string WithoutComments(string text)
    {
        var plain = text.ToCharArray();
        for (var at = 0; at + 1 < plain.Length; at++)
        {
            var end = (text[at], text[at + 1]) switch
            {
                ('/', '*') => text.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : text.Length,
                ('/', '/') => text.IndexOf('\n', at) is >= 0 and var line ? line : text.Length,
                _ => at,
            };
            for (; at < end; at++) plain[at] = text[at] == '\n' ? '\n' : ' ';
        }

        return new string(plain);
    }

    private static int IndexOf(ReadOnlySpan<char> text, string wanted, int from) =>
        text[from..].IndexOf(wanted, StringComparison.Ordinal) is >= 0 and var index ? from + index : -1;
}
