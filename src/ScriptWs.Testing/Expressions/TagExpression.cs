using System.Text;

namespace ScriptWs.Testing.Expressions;

/// <summary>Which scenarios: <c>@a and not (@b or @c)</c>, with <c>not</c> before <c>and</c> before <c>or</c>; empty means all.</summary>
public sealed class TagExpression
{
    private readonly Func<IReadOnlySet<string>, bool> _matches;

    private TagExpression(string source, Func<IReadOnlySet<string>, bool> matches) => (Source, _matches) = (source, matches);

    /// <summary>The expression as it was written.</summary>
    public string Source { get; }

    /// <summary>Whether a scenario with these tags (with their <c>@</c>) is meant.</summary>
    public bool Matches(IReadOnlySet<string> tags) => _matches(tags);

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ExpressionException">It is malformed; the message points at the place.</exception>
    public static TagExpression Parse(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var tokens = Split(source);
        if (tokens.Count == 0) return new TagExpression(source, static _ => true);

        var next = 0;
        var whole = Or();
        return next == tokens.Count ? new TagExpression(source, whole) : throw At(next, "\"and\" or \"or\" is missing before it");

        Func<IReadOnlySet<string>, bool> Or()
        {
            var left = And();
            while (Take("or"))
            {
                var (one, other) = (left, And());
                left = tags => one(tags) || other(tags);
            }

            return left;
        }

        Func<IReadOnlySet<string>, bool> And()
        {
            var left = Not();
            while (Take("and"))
            {
                var (one, other) = (left, Not());
                left = tags => one(tags) && other(tags);
            }

            return left;
        }

        Func<IReadOnlySet<string>, bool> Not()
        {
            if (Take("not"))
            {
                var inner = Not();
                return tags => !inner(tags);
            }

            if (Take("("))
            {
                var inner = Or();
                return Take(")") ? inner : throw At(next, "a ')' is missing");
            }

            if (next == tokens.Count || tokens[next].Text is "and" or "or" or ")") throw At(next, "a tag is missing");
            var tag = tokens[next++].Text;
            if (!tag.StartsWith('@')) throw At(next - 1, $"a tag begins with @, as in @{tag}");
            return tags => tags.Contains(tag);
        }

        bool Take(string word)
        {
            if (next == tokens.Count || tokens[next].Escaped || tokens[next].Text != word) return false;
            next++;
            return true;
        }

        ExpressionException At(int token, string problem) => token == tokens.Count
            ? new ExpressionException($"Tag expression \"{source}\": at its end {problem}.")
            : new ExpressionException($"Tag expression \"{source}\": at \"{tokens[token].Text}\" (column {tokens[token].Index + 1}) {problem}.");
    }

    private static List<(string Text, int Index, bool Escaped)> Split(string source)
    {
        var tokens = new List<(string, int, bool)>();
        var (word, start, escaped) = (new StringBuilder(), 0, false);
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c == '\\' && i + 1 < source.Length && (source[i + 1] is '(' or ')' or '\\' || char.IsWhiteSpace(source[i + 1])))
            {
                if (word.Length == 0) start = i;
                word.Append(source[++i]);
                escaped = true;
            }
            else if (c is '(' or ')' || char.IsWhiteSpace(c))
            {
                End();
                if (c is '(' or ')') tokens.Add((c.ToString(), i, false));
            }
            else
            {
                if (word.Length == 0) start = i;
                word.Append(c);
            }
        }

        End();
        return tokens;

        void End()
        {
            if (word.Length > 0) tokens.Add((word.ToString(), start, escaped));
            word.Clear();
            escaped = false;
        }
    }
}
