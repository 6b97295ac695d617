namespace ScriptWs.TypeScript;

/// <summary>Tells arrow functions from expressions in parentheses, and reads them.</summary>
internal sealed class ArrowReader(TokenReader r, TypeReader types, FunctionReader functions, Nesting nesting)
{
    /// <summary>Where a parenthesis, or the word before it, was found not to begin an arrow function.</summary>
    private readonly HashSet<int> _others = [];

    private enum Likelihood
    {
        No,
        Perhaps,
        Yes,
    }

    /// <summary>Reads an arrow function, if one begins here.</summary>
    /// <param name="isBeforeColon">Whether a colon follows, which might be taken for that of a type.</param>
    public bool TryRead(bool isBeforeColon)
    {
        switch (r.Kind)
        {
            case TokenKind.Name:
                return TryReadNamed(isBeforeColon);
            case TokenKind.OpenParen:
                var likelihood = Look();
                return likelihood != Likelihood.No && TryReadParameters(isBeforeColon, likelihood == Likelihood.Yes);
            case TokenKind.Less or TokenKind.ShiftLeft:
                return TryReadParameters(isBeforeColon, isCertain: false);
            default:
                return false;
        }
    }

    private bool TryReadNamed(bool isBeforeColon)
    {
        var isAsync = r.Is("async");
        if (!isAsync && !r.MayBeBeforeArrow) return false;

        var mark = r.Mark;
        r.Next();
        if (isAsync && !r.HasNewLineBefore)
        {
            var isGeneric = r.Is(TokenKind.Less) || r.Is(TokenKind.ShiftLeft);
            if ((isGeneric || r.Is(TokenKind.OpenParen)) && TryReadParameters(isBeforeColon, isCertain: false)) return true;
            if (r.Kind == TokenKind.Name && r.MayBeBeforeArrow) r.Next();
        }

        if (r.Is(TokenKind.Arrow) && !r.HasNewLineBefore && r.PreviousKind == TokenKind.Name)
        {
            Body();
            return true;
        }

        r.Return(mark);
        return false;
    }

    /// <summary>What two tokens tell of an opening parenthesis.</summary>
    private Likelihood Look()
    {
        var mark = r.Mark;
        r.Next();
        var likelihood = Inside();
        r.Return(mark);
        return likelihood;
    }

    private Likelihood Inside()
    {
        switch (r.Kind)
        {
            case TokenKind.CloseParen or TokenKind.Ellipsis:
                return Likelihood.Yes;
            case TokenKind.OpenBrace or TokenKind.OpenBracket:
                return Likelihood.Perhaps;
            case TokenKind.Name:
                r.Next();
                break;
            default:
                return Likelihood.No;
        }

        switch (r.Kind)
        {
            case TokenKind.Colon:
                return Likelihood.Yes;
            case TokenKind.Comma or TokenKind.EqualSign or TokenKind.CloseParen:
                return Likelihood.Perhaps;
            case TokenKind.Question:
                r.Next();
                var isParameter = r.Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.EqualSign or TokenKind.CloseParen;
                return isParameter ? Likelihood.Yes : Likelihood.No;
            default:
                return Likelihood.No;
        }
    }

    private bool TryReadParameters(bool isBeforeColon, bool isCertain)
    {
        if (_others.Contains(r.Start)) return false;

        var (mark, start) = (r.Mark, r.Start);
        var hasType = Head();
        if (isCertain || (!r.HasFailed && r.Is(TokenKind.Arrow)))
        {
            Body();
            if (isCertain || !hasType || !isBeforeColon || (!r.HasFailed && r.Is(TokenKind.Colon))) return true;
        }

        r.Return(mark);
        _others.Add(start);
        return false;
    }

    /// <returns>Whether the type of the result is given.</returns>
    private bool Head()
    {
        if (r.Is(TokenKind.Less) || r.Is(TokenKind.ShiftLeft))
        {
            var start = r.Start;
            types.EraseParameters();
            // A line must not end before the parameters: after return, and after async, that would end the expression.
            if (r.Is(TokenKind.OpenParen) && r.Erasure.HasNewLine(start, r.Start))
            {
                r.Erasure.Erase(r.Start, r.End);
                r.Erasure.Put(start, '(');
            }
        }

        functions.Parameters();
        if (!r.Is(TokenKind.Colon)) return false;

        var close = r.PreviousEnd - 1;
        functions.EraseReturned();
        // Nor before the arrow.
        if (r.Is(TokenKind.Arrow) && r.Erasure.HasNewLine(close, r.Start))
        {
            r.Erasure.Erase(close, close + 1);
            r.Erasure.Put(r.PreviousEnd - 1, ')');
        }

        return true;
    }

    private void Body()
    {
        r.Expect(TokenKind.Arrow);
        if (r.Is(TokenKind.OpenBrace)) functions.Body();
        else nesting.Expression(false);
    }
}
