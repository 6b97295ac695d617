using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ScriptWs.Tests.Documentation;

/// <summary>Phrases that read like a translation, and where texts contain them.</summary>
internal static partial class Wording
{
    /// <summary>Lines of a text file that contain a banned phrase.</summary>
    public static IEnumerable<string> InFile(string path) =>
        from line in File.ReadLines(Repository.PathOf(path)).Index()
        from Match found in Banned().Matches(line.Item)
        select $"{path}:{line.Index + 1}: \"{found.Value}\"";

    /// <summary>String literals of a C# file that contain one: help, logs, errors.</summary>
    public static IEnumerable<string> InStrings(string path) =>
        from root in Root(path)
        from token in root.DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        from Match found in Banned().Matches(token.Text)
        select $"{path}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: \"{found.Value}\"";

    /// <summary>Comments of a C# file that contain one.</summary>
    public static IEnumerable<string> InComments(string path) =>
        from root in Root(path)
        from trivia in root.DescendantTrivia()
        where trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia
        from Match found in Banned().Matches(trivia.ToFullString())
        select $"{path}:{trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: \"{found.Value}\"";

    /// <summary>The parsed file; nothing for one without a banned phrase, since parsing takes most of the time.</summary>
    private static IEnumerable<SyntaxNode> Root(string path)
    {
        var text = File.ReadAllText(Repository.PathOf(path));
        if (Banned().IsMatch(text)) yield return CSharpSyntaxTree.ParseText(text).GetRoot();
    }

    [GeneratedRegex(
        @"\b(?:whoever|whomever|anew|as ever|without further ado|so many|as much longer|in good order|stands? in|mend|may come in" +
        @"|asks? to come in|nobody|somebody|begins? again|is over|of one's own|holds at once" +
        @"|the (?:one|version|generation) before|has no business|have no business|cannot be helped|it is said otherwise|said otherwise" +
        @"|believed? (?:to|when|of)|say who you are)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Banned();
}
