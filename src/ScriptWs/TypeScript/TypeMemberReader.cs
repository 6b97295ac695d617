namespace ScriptWs.TypeScript;

/// <summary>Reads the braces of types, and the parameters of functions and of types themselves.</summary>
internal sealed class TypeMemberReader(TokenReader r, TypeReader types)
{
    /// <summary>Whether an opening parenthesis begins parameters, and not a type in parentheses.</summary>
    public bool AreParameters()
    {
        var mark = r.Mark;
        r.Next();
        var answer = r.Is(TokenKind.CloseParen) || r.Is(TokenKind.Ellipsis) || (SkipTarget() && EndsParameter());
        r.Return(mark);
        return answer;
    }

    /// <summary>Whether a name is the label of a tuple's element.</summary>
    public bool IsLabel()
    {
        var mark = r.Mark;
        r.Next();
        r.Skip(TokenKind.Question);
        var isLabel = r.Is(TokenKind.Colon);
        r.Return(mark);
        return isLabel;
    }

    /// <summary>The parameters of a function type.</summary>
    public void Parameters()
    {
        r.Expect(TokenKind.OpenParen);
        while (!r.Is(TokenKind.CloseParen) && !r.Is(TokenKind.End))
        {
            r.Skip(TokenKind.Ellipsis);
            if (!SkipTarget()) r.FailHere();
            r.Skip(TokenKind.Question);
            if (r.Skip(TokenKind.Colon)) types.Whole();
            if (!r.Skip(TokenKind.Comma)) break;
        }

        r.Expect(TokenKind.CloseParen);
    }

    /// <summary><c>&lt;T extends A = B&gt;</c> of a declaration.</summary>
    public void TypeParameters()
    {
        if (r.Is(TokenKind.ShiftLeft)) r.SplitLess();
        r.Expect(TokenKind.Less);
        do
        {
            while ((r.Is("const") || r.Is("in") || r.Is("out")) && IsVariance()) r.Next();
            r.ExpectName();
            if (r.Skip("extends")) types.Whole();
            if (r.Skip(TokenKind.EqualSign)) types.Whole();
        }
        while (r.Skip(TokenKind.Comma) && !r.Is(TokenKind.Greater));

        r.Expect(TokenKind.Greater);
    }

    private bool IsVariance()
    {
        var mark = r.Mark;
        r.Next();
        var isModifier = r.Kind == TokenKind.Name && !r.Is("extends");
        r.Return(mark);
        return isModifier;
    }

    /// <summary>The members of an object type or an interface, with their braces.</summary>
    public void Members()
    {
        if (!r.Enter()) return;

        r.Expect(TokenKind.OpenBrace);
        while (!r.Is(TokenKind.CloseBrace) && !r.Is(TokenKind.End))
        {
            Member();
            if (r.Skip(TokenKind.Semicolon) || r.Skip(TokenKind.Comma) || r.Is(TokenKind.CloseBrace) || r.HasNewLineBefore) continue;

            r.FailHere();
        }

        r.Expect(TokenKind.CloseBrace);
        r.Leave();
    }

    /// <summary>Everything between two braces, brackets or parentheses, whatever it is.</summary>
    public void SkipBalanced()
    {
        var open = 0;
        var templates = new Stack<int>();
        do
        {
            switch (r.Kind)
            {
                case TokenKind.TemplateHead:
                    templates.Push(open++);
                    break;
                case TokenKind.CloseBrace when templates.TryPeek(out var level) && level == open - 1:
                    r.RescanTemplate();
                    if (r.Is(TokenKind.TemplateTail)) open = templates.Pop();
                    break;
                case TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.OpenParen:
                    open++;
                    break;
                case TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.CloseParen:
                    open--;
                    break;
            }

            r.Next();
        }
        while (open > 0 && !r.Is(TokenKind.End));

        if (open > 0) r.FailHere();
    }

    /// <summary>A name or a pattern. What looks like a pattern may be a type: then this is not where a parameter begins.</summary>
    private bool SkipTarget()
    {
        if (r.Skip(TokenKind.Name)) return true;
        if (!r.Is(TokenKind.OpenBrace) && !r.Is(TokenKind.OpenBracket)) return false;
        if (!r.Enter()) return false;

        var (isObject, close) = (r.Is(TokenKind.OpenBrace), r.Is(TokenKind.OpenBrace) ? TokenKind.CloseBrace : TokenKind.CloseBracket);
        r.Next();
        while (!r.Is(close))
        {
            if (!isObject && r.Skip(TokenKind.Comma)) continue;

            r.Skip(TokenKind.Ellipsis);
            if (isObject ? !SkipElement() : !SkipTarget()) return false;
            if (!r.Skip(TokenKind.Comma) && !r.Is(close)) return false;
        }

        r.Next();
        r.Leave();
        return true;
    }

    private bool SkipElement()
    {
        if (r.Is(TokenKind.OpenBracket)) SkipBalanced();
        else if (r.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Number) r.Next();
        else return false;

        return !r.Skip(TokenKind.Colon) || SkipTarget();
    }

    private bool EndsParameter() => r.Kind is TokenKind.Colon or TokenKind.Comma or TokenKind.Question or TokenKind.EqualSign
        || (r.Skip(TokenKind.CloseParen) && r.Is(TokenKind.Arrow));

    private void Member()
    {
        if (r.Is(TokenKind.OpenParen) || r.Is(TokenKind.Less))
        {
            Signature();
            return;
        }

        if (r.Skip(TokenKind.Plus) || r.Skip(TokenKind.Minus)) r.Expect("readonly");
        while ((r.Is("readonly") || r.Is("get") || r.Is("set")) && IsModifier()) r.Next();
        if (r.Is(TokenKind.OpenBracket)) Bracketed();
        else if (r.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Number or TokenKind.PrivateName) r.Next();
        else r.FailHere();

        if (r.Skip(TokenKind.Plus) || r.Skip(TokenKind.Minus)) r.Expect(TokenKind.Question);
        else r.Skip(TokenKind.Question);
        if (r.Is(TokenKind.OpenParen) || r.Is(TokenKind.Less)) Signature();
        else if (r.Skip(TokenKind.Colon)) types.Returned();
    }

    private bool IsModifier()
    {
        var mark = r.Mark;
        r.Next();
        var isModifier = r.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Number or TokenKind.OpenBracket or TokenKind.PrivateName;
        r.Return(mark);
        return isModifier;
    }

    private void Signature()
    {
        if (r.Is(TokenKind.Less)) TypeParameters();
        Parameters();
        if (r.Skip(TokenKind.Colon)) types.Returned();
    }

    /// <summary>A key in brackets: of an index signature, of a mapped type, or computed.</summary>
    private void Bracketed()
    {
        var mark = r.Mark;
        r.Next();
        if (r.Skip(TokenKind.Name))
        {
            if (r.Skip(TokenKind.Colon) || r.Skip("in"))
            {
                types.Whole();
                if (r.Skip("as")) types.Whole();
                r.Expect(TokenKind.CloseBracket);
                return;
            }
        }

        r.Return(mark);
        SkipBalanced();
    }
}
