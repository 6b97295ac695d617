namespace ScriptWs.TypeScript;

/// <summary>Reads functions but for what is before their parameters; and what values are taken apart into.</summary>
internal sealed class FunctionReader(TokenReader r, TypeReader types, Nesting nesting)
{
    /// <summary>Type parameters, parameters, the type of the result, the body.</summary>
    /// <returns>Whether there is a body; without one it is an overload, a declaration, or abstract.</returns>
    public bool Rest()
    {
        if (r.Is(TokenKind.Less) || r.Is(TokenKind.ShiftLeft)) types.EraseParameters();
        Parameters();
        if (r.Is(TokenKind.Colon)) EraseReturned();
        if (!r.Is(TokenKind.OpenBrace))
        {
            r.ExpectStatementEnd();
            return false;
        }

        nesting.Block();
        return true;
    }

    /// <summary>Statements in braces.</summary>
    public void Body() => nesting.Block();

    /// <summary><c>= value</c>, if it is there.</summary>
    public void Initializer()
    {
        if (r.Skip(TokenKind.EqualSign)) nesting.Expression(false);
    }

    public void EraseReturned()
    {
        var start = r.Start;
        r.Next();
        types.Returned();
        r.Erasure.Erase(start, r.PreviousEnd);
    }

    public void Parameters()
    {
        r.Expect(TokenKind.OpenParen);
        while (!r.Is(TokenKind.CloseParen) && !r.Is(TokenKind.End))
        {
            if (r.Is(TokenKind.At)) Refusals.Decorator(r);
            if (r.Is("this"))
            {
                EraseThis();
                continue;
            }

            if (Refusals.IsAccess(r) && IsPropertyOfConstructor()) Refusals.ParameterProperty(r);
            r.Skip(TokenKind.Ellipsis);
            Target();
            EraseSign(TokenKind.Question);
            if (r.Is(TokenKind.Colon)) types.EraseAnnotation();
            Initializer();
            if (!r.Skip(TokenKind.Comma)) break;
        }

        r.Expect(TokenKind.CloseParen);
    }

    /// <summary>A name, or a pattern.</summary>
    public void Target()
    {
        if (!r.Enter()) return;

        if (r.Is(TokenKind.OpenBrace)) ObjectPattern();
        else if (r.Is(TokenKind.OpenBracket)) ArrayPattern();
        else r.ExpectName();
        r.Leave();
    }

    /// <summary>A <c>?</c> or <c>!</c> that belongs to types.</summary>
    public void EraseSign(TokenKind sign)
    {
        if (!r.Is(sign)) return;

        r.Erasure.Erase(r.Start, r.End);
        r.Next();
    }

    /// <summary>The key of a member.</summary>
    public void Key()
    {
        if (r.Skip(TokenKind.OpenBracket))
        {
            nesting.Expression(false);
            r.Expect(TokenKind.CloseBracket);
        }
        else if (r.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Number or TokenKind.PrivateName)
        {
            r.Next();
        }
        else
        {
            r.FailHere();
        }
    }

    /// <summary>Whether the token, a word, says something about the member whose key follows.</summary>
    public bool IsBeforeKey(bool onSameLine)
    {
        var mark = r.Mark;
        r.Next();
        var isKey = r.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Number or TokenKind.PrivateName
            or TokenKind.OpenBracket or TokenKind.Star;
        var answer = isKey && !(onSameLine && r.HasNewLineBefore);
        r.Return(mark);
        return answer;
    }

    private bool IsPropertyOfConstructor()
    {
        var mark = r.Mark;
        r.Next();
        var answer = r.Kind is TokenKind.Name or TokenKind.OpenBrace or TokenKind.OpenBracket;
        r.Return(mark);
        return answer;
    }

    private void EraseThis()
    {
        var start = r.Start;
        r.Next();
        if (r.Skip(TokenKind.Colon)) types.Whole();
        r.Skip(TokenKind.Comma);
        r.Erasure.Erase(start, r.PreviousEnd);
    }

    private void ObjectPattern()
    {
        r.Next();
        while (!r.Is(TokenKind.CloseBrace) && !r.Is(TokenKind.End))
        {
            if (r.Skip(TokenKind.Ellipsis))
            {
                Target();
            }
            else
            {
                Key();
                if (r.Skip(TokenKind.Colon)) Target();
                Initializer();
            }

            if (!r.Skip(TokenKind.Comma)) break;
        }

        r.Expect(TokenKind.CloseBrace);
    }

    private void ArrayPattern()
    {
        r.Next();
        while (!r.Is(TokenKind.CloseBracket) && !r.Is(TokenKind.End))
        {
            if (r.Skip(TokenKind.Comma)) continue;

            r.Skip(TokenKind.Ellipsis);
            Target();
            Initializer();
            if (!r.Skip(TokenKind.Comma)) break;
        }

        r.Expect(TokenKind.CloseBracket);
    }
}
