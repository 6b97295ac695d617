using System.Text.RegularExpressions;

namespace ScriptWs.Testing.Formats.Coverage;

/// <summary>
/// What tags say about clauses: <c>@rfc6455 @5.5.2 @must</c>. A clause belongs to the RFC before it (or the next one
/// behind it); a strength belongs to the clauses before it, back to the previous one; a strength before all
/// clauses, such as that of the whole feature, counts for those that have none.
/// </summary>
internal sealed partial record ClauseTag(Clause Clause, string? Strength)
{
    public static List<ClauseTag> Of(IReadOnlyList<string> tags)
    {
        var rfcs = Find(tags, Rfc());
        var clauses = Find(tags, Number());
        var strengths = Find(tags, StrengthWord());
        if (rfcs.Count == 0)
            return [];
        if (clauses.Count == 0)
            return [.. rfcs.Select(rfc => new ClauseTag(new Clause(rfc.Text, null), Nearest(strengths, rfc.At, forward: true)?.ToLowerInvariant())).Distinct()];
        return [.. clauses.Select(clause => new ClauseTag(
            new Clause(Nearest(rfcs, clause.At, forward: false)!, clause.Text), Nearest(strengths, clause.At, forward: true)?.ToLowerInvariant())).Distinct()];
    }

    /// <summary>Whether a tag is one of those that make up a citation.</summary>
    public static bool IsPart(string tag) => Rfc().IsMatch(tag) || Number().IsMatch(tag) || StrengthWord().IsMatch(tag);

    private static List<(int At, string Text)> Find(IReadOnlyList<string> tags, Regex kind) =>
        [.. from tag in tags.Index() let match = kind.Match(tag.Item) where match.Success select (tag.Index, match.Groups["text"].Value)];

    private static string? Nearest(List<(int At, string Text)> found, int at, bool forward)
    {
        var before = found.Where(entry => entry.At < at).Select(entry => entry.Text).LastOrDefault();
        var after = found.Where(entry => entry.At > at).Select(entry => entry.Text).FirstOrDefault();
        return forward ? after ?? before : before ?? after;
    }

    [GeneratedRegex(@"^@rfc-?(?<text>[1-9]\d{0,4})$", RegexOptions.IgnoreCase)]
    private static partial Regex Rfc();

    [GeneratedRegex(@"^@§?(?<text>\d{1,4}(\.\d{1,4})*)$")]
    private static partial Regex Number();

    [GeneratedRegex("^@(?<text>must|should|may)$", RegexOptions.IgnoreCase)]
    private static partial Regex StrengthWord();
}
