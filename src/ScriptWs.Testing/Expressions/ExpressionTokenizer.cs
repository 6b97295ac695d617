using System.Text;

namespace ScriptWs.Testing.Expressions;

/// <summary>Splits a Cucumber expression into tokens and resolves its escapes.</summary>
internal static class ExpressionTokenizer
{
    private const string Special = "(){}/\\";

    /// <exception cref="ExpressionException">A backslash stands before something that needs no escape, or at the end.</exception>
    public static List<ExpressionToken> Split(string expression)
    {
        var tokens = new List<ExpressionToken>();
        var text = new StringBuilder();
        var (textStart, textKind) = (0, ExpressionTokenKind.Text);
        for (var i = 0; i < expression.Length; i++)
        {
            var (start, c, escaped) = (i, expression[i], false);
            if (c == '\\')
            {
                if (++i == expression.Length)
                    throw ExpressionException.At(expression, start, "the expression ends with a backslash", "write \\\\ for a backslash");
                (c, escaped) = (expression[i], true);
                if (!Special.Contains(c) && !char.IsWhiteSpace(c))
                    throw ExpressionException.At(expression, start, $"'{c}' needs no backslash", "only ( ) { } / \\ and spaces can be escaped");
            }

            var kind = escaped ? ExpressionTokenKind.Text : KindOf(c);
            if (kind is ExpressionTokenKind.Text or ExpressionTokenKind.Space)
            {
                if (text.Length > 0 && kind != textKind) EndText();
                if (text.Length == 0) (textStart, textKind) = (start, kind);
                text.Append(c);
                continue;
            }

            EndText();
            tokens.Add(new ExpressionToken(kind, c.ToString(), start));
        }

        EndText();
        tokens.Add(new ExpressionToken(ExpressionTokenKind.End, "", expression.Length));
        return tokens;

        void EndText()
        {
            if (text.Length > 0) tokens.Add(new ExpressionToken(textKind, text.ToString(), textStart));
            text.Clear();
        }
    }

    private static ExpressionTokenKind KindOf(char c) => c switch
    {
        '{' => ExpressionTokenKind.BeginParameter,
        '}' => ExpressionTokenKind.EndParameter,
        '(' => ExpressionTokenKind.BeginOptional,
        ')' => ExpressionTokenKind.EndOptional,
        '/' => ExpressionTokenKind.Slash,
        _ => char.IsWhiteSpace(c) ? ExpressionTokenKind.Space : ExpressionTokenKind.Text,
    };
}
