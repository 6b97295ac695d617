using System.Text;
using System.Text.RegularExpressions;

namespace ScriptWs.Testing.Expressions;

/// <summary>Suggests a Cucumber expression for the text of an undefined step.</summary>
internal static partial class ExpressionGenerator
{
    /// <returns>The expression, and the names of its parameter types in their order.</returns>
    public static (string Expression, IReadOnlyList<string> Parameters) Generate(string text, ParameterTypes types)
    {
        var usable = types.All.Where(type => type.UseForSnippets)
            .Select(type => (Type: type, Regex: new Regex($"({string.Join(")|(", type.Patterns)})", RegexOptions.CultureInvariant, StepRegex.MatchTimeout))).ToList();
        var (expression, parameters, at) = (new StringBuilder(), new List<string>(), 0);
        while (true)
        {
            var best = usable.Select(candidate => (candidate.Type, Match: NextWhole(candidate.Regex, text, at)))
                .Where(found => found.Match is not null)
                .OrderBy(found => found.Match!.Index).ThenByDescending(found => found.Match!.Length).FirstOrDefault();
            if (best.Match is not { } match) break;

            expression.Append(Escape(text[at..match.Index])).Append('{').Append(best.Type.Name).Append('}');
            parameters.Add(best.Type.Name);
            at = match.Index + match.Length;
        }

        return (expression.Append(Escape(text[at..])).ToString(), parameters);
    }

    /// <summary>The next match that is a word of its own and not a part of one.</summary>
    private static Match? NextWhole(Regex regex, string text, int from)
    {
        for (var match = regex.Match(text, from); match.Success; match = match.NextMatch())
        {
            if (match.Length == 0) continue;
            var (end, before) = (match.Index + match.Length, match.Index - 1);
            if ((before < 0 || IsBoundary(text[before])) && (end == text.Length || IsBoundary(text[end]))) return match;
        }

        return null;
    }

    private static bool IsBoundary(char c) => char.IsWhiteSpace(c) || char.IsPunctuation(c) || char.IsSymbol(c);

    private static string Escape(string text) => Special().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\(){}/]")]
    private static partial Regex Special();
}
