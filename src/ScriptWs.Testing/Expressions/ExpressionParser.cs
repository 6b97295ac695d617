namespace ScriptWs.Testing.Expressions;

/// <summary>
/// Reads a Cucumber expression into its parts. A slash makes alternatives of what stands around it up to the next space,
/// parameter's outer brace, or end.
/// </summary>
internal sealed class ExpressionParser
{
    private const string IllegalInName = "[]()$.|?*+";

    private readonly string _expression;
    private readonly List<ExpressionToken> _tokens;
    private int _next;

    private ExpressionParser(string expression) => (_expression, _tokens) = (expression, ExpressionTokenizer.Split(expression));

    /// <exception cref="ExpressionException">The expression is malformed.</exception>
    public static IReadOnlyList<ExpressionNode> Parse(string expression) => new ExpressionParser(expression).ParseAll();

    private ExpressionToken Current => _tokens[_next];

    private List<ExpressionNode> ParseAll()
    {
        var nodes = new List<ExpressionNode>();
        while (Current.Kind != ExpressionTokenKind.End)
        {
            if (Current.Kind == ExpressionTokenKind.Space || !AtBoundary()) nodes.Add(ParseOne());
            else nodes.AddRange(ParseWord());
        }

        return nodes;
    }

    /// <summary>Alternatives begin at the start, after a space or after a parameter.</summary>
    private bool AtBoundary() =>
        _next == 0 || _tokens[_next - 1].Kind is ExpressionTokenKind.Space or ExpressionTokenKind.EndParameter || Current.Kind == ExpressionTokenKind.Slash;

    /// <summary>What stands between two boundaries: its parts as they are, or one alternation when a slash is among them.</summary>
    private List<ExpressionNode> ParseWord()
    {
        var start = Current.Index;
        List<List<ExpressionNode>> alternatives = [[]];
        List<int> starts = [start];
        while (Current.Kind is not (ExpressionTokenKind.Space or ExpressionTokenKind.End))
        {
            if (Current.Kind == ExpressionTokenKind.BeginParameter && (alternatives.Count > 1 || alternatives[0].Count > 0)) break;
            if (Current.Kind == ExpressionTokenKind.Slash)
            {
                _next++;
                alternatives.Add([]);
                starts.Add(Current.Index);
                continue;
            }

            var node = ParseOne();
            alternatives[^1].Add(node);
            if (node.Kind == ExpressionNodeKind.Parameter && Current.Kind != ExpressionTokenKind.Slash) break;
        }

        if (alternatives.Count == 1) return alternatives[0];
        foreach (var (i, alternative) in alternatives.Index()) CheckAlternative(alternative, starts[i]);
        return [new(ExpressionNodeKind.Alternation, start, "", [.. alternatives.Select((parts, i) => new ExpressionNode(ExpressionNodeKind.Alternative, starts[i], "", parts))])];
    }

    private void CheckAlternative(List<ExpressionNode> alternative, int index)
    {
        if (alternative.Count == 0)
            throw ExpressionException.At(_expression, index, "an alternative is empty", "write a word on both sides of the slash, or \\/ for a slash");
        if (alternative.All(part => part.Kind == ExpressionNodeKind.Optional))
            throw ExpressionException.At(_expression, index, "an alternative may not be optional as a whole", "put text beside the parentheses, or escape them: \\(");
        if (alternative.FirstOrDefault(part => part.Kind == ExpressionNodeKind.Parameter) is { } parameter)
            throw ExpressionException.At(_expression, parameter.Index, "a parameter may not be an alternative", "escape the slash: \\/");
    }

    private ExpressionNode ParseOne()
    {
        var token = _tokens[_next++];
        return token.Kind switch
        {
            ExpressionTokenKind.BeginOptional => ParseOptional(token),
            ExpressionTokenKind.BeginParameter => ParseParameter(token),
            _ => new ExpressionNode(ExpressionNodeKind.Text, token.Index, token.Text, []),
        };
    }

    private ExpressionNode ParseOptional(ExpressionToken open)
    {
        var parts = new List<ExpressionNode>();
        while (Current.Kind != ExpressionTokenKind.EndOptional)
        {
            if (Current.Kind == ExpressionTokenKind.End)
                throw ExpressionException.At(_expression, open.Index, "the '(' has no ')'", "close it, or escape it: \\(");
            if (Current.Kind == ExpressionTokenKind.BeginOptional)
                throw ExpressionException.At(_expression, Current.Index, "an optional text may not hold another", "escape the inner parentheses: \\(");
            if (Current.Kind == ExpressionTokenKind.BeginParameter)
                throw ExpressionException.At(_expression, Current.Index, "an optional text may not hold a parameter", "escape the brace: \\{");
            parts.Add(ParseOne());
        }

        _next++;
        if (parts.Count == 0)
            throw ExpressionException.At(_expression, open.Index, "an optional text is empty", "write a text between the parentheses, or escape them: \\(\\)");
        return new ExpressionNode(ExpressionNodeKind.Optional, open.Index, "", parts);
    }

    private ExpressionNode ParseParameter(ExpressionToken open)
    {
        var name = "";
        while (Current.Kind != ExpressionTokenKind.EndParameter)
        {
            var illegal = Current.Text.IndexOfAny([.. IllegalInName, '{', '/']);
            if (Current.Kind == ExpressionTokenKind.End)
                throw ExpressionException.At(_expression, open.Index, "the '{' has no '}'", "close it, or escape it: \\{");
            if (illegal >= 0)
                throw ExpressionException.At(_expression, Current.Index + illegal, $"'{Current.Text[illegal]}' is not allowed in the name of a parameter type", "names are words");
            name += Current.Text;
            _next++;
        }

        _next++;
        return new ExpressionNode(ExpressionNodeKind.Parameter, open.Index, name, []);
    }
}
