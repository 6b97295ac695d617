namespace ScriptWs.TypeScript;

/// <summary>Tells the arguments of types in an expression, <c>f&lt;A&gt;(x)</c>, from comparisons.</summary>
internal sealed class TypeArgumentReader(TokenReader r, TypeReader types)
{
    /// <summary>Where a <c>&lt;</c> was found to compare.</summary>
    private readonly HashSet<int> _comparisons = [];

    /// <returns>Whether there were some, which are taken out.</returns>
    public bool TryErase()
    {
        if (_comparisons.Contains(r.Start)) return false;

        var (mark, start) = (r.Mark, r.Start);
        types.Arguments();
        if (!r.HasFailed && EndsTypeArguments())
        {
            r.Erasure.Erase(start, r.PreviousEnd);
            return true;
        }

        r.Return(mark);
        _comparisons.Add(start);
        return false;
    }

    /// <summary>Whether what follows makes <c>&lt;…&gt;</c> arguments of types, and not two comparisons.</summary>
    private bool EndsTypeArguments()
    {
        switch (r.Kind)
        {
            case TokenKind.OpenParen or TokenKind.Template or TokenKind.TemplateHead:
                return true;
            case TokenKind.Less or TokenKind.Greater or TokenKind.Plus or TokenKind.Minus:
                return false;
            case TokenKind.EqualSign when r.Start == r.PreviousEnd:
                return false; // >=
            case TokenKind.Name:
                return r.HasNewLineBefore || r.Text is "in" or "instanceof" or "as" or "satisfies";
            default:
                return r.HasNewLineBefore || r.Kind is not (TokenKind.PrivateName or TokenKind.Number or TokenKind.Text
                    or TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.Exclamation or TokenKind.Tilde
                    or TokenKind.PlusPlus or TokenKind.MinusMinus or TokenKind.At or TokenKind.SlashEquals);
        }
    }
}
