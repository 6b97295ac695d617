using System.Text.RegularExpressions;
using Gherkin;
using Gherkin.Ast;

namespace ScriptWs.Testing.Features;

/// <summary>
/// Reads Gherkin in Markdown (.feature.md): headings are keywords, list items are steps, tables are indented by two
/// spaces or more, tags are in backquotes. Everything else, prose too, is not Gherkin: as in Cucumber's own matcher, whose golden
/// file the compatibility kit holds.
/// </summary>
internal sealed partial class MarkdownTokenMatcher : ITokenMatcher
{
    private readonly TokenMatcher _plain = new("en");

    public void Reset() => _plain.Reset();

    public bool Match_FeatureLine(Token token) => MatchHeading(token, TokenType.FeatureLine, _plain.CurrentDialect.FeatureKeywords);

    public bool Match_RuleLine(Token token) => MatchHeading(token, TokenType.RuleLine, _plain.CurrentDialect.RuleKeywords);

    public bool Match_BackgroundLine(Token token) => MatchHeading(token, TokenType.BackgroundLine, _plain.CurrentDialect.BackgroundKeywords);

    public bool Match_ScenarioLine(Token token) =>
        MatchHeading(token, TokenType.ScenarioLine, [.. _plain.CurrentDialect.ScenarioKeywords, .. _plain.CurrentDialect.ScenarioOutlineKeywords]);

    public bool Match_ExamplesLine(Token token) => MatchHeading(token, TokenType.ExamplesLine, _plain.CurrentDialect.ExamplesKeywords);

    public bool Match_EOF(Token token) => _plain.Match_EOF(token);

    public bool Match_Other(Token token) => _plain.Match_Other(token);

    /// <summary>The row that separates a table's head is passed over.</summary>
    public bool Match_Comment(Token token)
    {
        if (token.IsEOF || !SeparatorRow().IsMatch(LineOf(token))) return false;
        Set(token, TokenType.Empty, null, null, token.Line.Indent); // a comment would be told in messages
        return true;
    }

    public bool Match_Language(Token token) => false;

    public bool Match_StepLine(Token token) =>
        Match(token, ListItem(), (text, column) =>
        {
            var keyword = _plain.CurrentDialect.StepKeywords.FirstOrDefault(word => text.StartsWith(word, StringComparison.Ordinal));
            if (keyword is not null) Set(token, TokenType.StepLine, text[keyword.Length..].Trim(), keyword, column);
            return keyword is not null;
        });

    public bool Match_TagLine(Token token)
    {
        if (token.IsEOF || !TagLine().IsMatch(LineOf(token))) return false;
        token.Line = new GherkinLine(LineOf(token).Replace('`', ' '), token.Line.LineNumber);
        return _plain.Match_TagLine(token);
    }

    public bool Match_TableRow(Token token) =>
        !token.IsEOF && token.Line.Indent >= 2 && !SeparatorRow().IsMatch(LineOf(token)) && _plain.Match_TableRow(token);

    public bool Match_DocStringSeparator(Token token) => _plain.Match_DocStringSeparator(token);

    public bool Match_Empty(Token token)
    {
        if (token.IsEOF || IsGherkin(token)) return false;
        Set(token, TokenType.Empty, null, null, token.Line.Indent);
        return true;
    }

    private bool MatchHeading(Token token, TokenType type, string[] keywords) =>
        Match(token, Heading(), (text, column) =>
        {
            var keyword = keywords.FirstOrDefault(word => text.StartsWith(word + ":", StringComparison.Ordinal));
            if (keyword is null) return false;
            Set(token, type, text[(keyword.Length + 1)..].Trim(), keyword, column);
            return true;
        });

    private void Set(Token token, TokenType type, string? text, string? keyword, int column)
    {
        token.MatchedType = type;
        token.MatchedText = text;
        token.MatchedKeyword = keyword;
        token.MatchedGherkinDialect = _plain.CurrentDialect;
        token.MatchedIndent = column;
        token.Location = new Location(token.Location.Line, column + 1);
    }

    private static bool Match(Token token, Regex line, Func<string, int, bool> match) =>
        !token.IsEOF && line.Match(LineOf(token)) is { Success: true } found && match(found.Groups["text"].Value, found.Groups["text"].Index);

    /// <summary>Whether a line means something; it is then left to the other methods.</summary>
    private bool IsGherkin(Token token)
    {
        var line = LineOf(token);
        if (SeparatorRow().IsMatch(line)) return true;
        if (TagLine().IsMatch(line) || line.TrimStart().StartsWith("```", StringComparison.Ordinal)) return true;
        if (token.Line.Indent >= 2 && line.TrimStart().StartsWith('|')) return true;
        if (ListItem().Match(line) is { Success: true } item) return _plain.CurrentDialect.StepKeywords.Any(word => item.Groups["text"].Value.StartsWith(word, StringComparison.Ordinal));
        return Heading().Match(line) is { Success: true } heading && Keywords().Any(word => heading.Groups["text"].Value.StartsWith(word + ":", StringComparison.Ordinal));
    }

    private IEnumerable<string> Keywords() =>
    [
        .. _plain.CurrentDialect.FeatureKeywords, .. _plain.CurrentDialect.RuleKeywords, .. _plain.CurrentDialect.BackgroundKeywords, .. _plain.CurrentDialect.ScenarioKeywords,
        .. _plain.CurrentDialect.ScenarioOutlineKeywords, .. _plain.CurrentDialect.ExamplesKeywords,
    ];

    private static string LineOf(Token token) => token.Line.GetLineText(0);

    [GeneratedRegex(@"^\s*#{1,6}\s+(?<text>.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*[*+-]\s+(?<text>.*)$")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^\s*`@[^`]+`(\s+`@[^`]+`)*\s*$")]
    private static partial Regex TagLine();

    [GeneratedRegex(@"^\s*\|(\s*:?-+:?\s*\|)+\s*$")]
    private static partial Regex SeparatorRow();
}
