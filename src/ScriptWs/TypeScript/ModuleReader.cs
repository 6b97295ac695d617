namespace ScriptWs.TypeScript;

/// <summary>Reads imports, and exports of names; takes out those of types.</summary>
internal sealed class ModuleReader(TokenReader r, TypeMemberReader members)
{
    /// <summary>Whether <c>import</c> begins <c>import(…)</c> or <c>import.meta</c>.</summary>
    public bool IsExpression()
    {
        if (!r.Is("import")) return false;

        var mark = r.Mark;
        r.Next();
        var isExpression = r.Is(TokenKind.OpenParen) || r.Is(TokenKind.Dot);
        r.Return(mark);
        return isExpression;
    }

    /// <returns>Whether it was taken out.</returns>
    public bool Import()
    {
        var (start, followsOpenEnd) = (r.Start, r.FollowsOpenEnd);
        r.Next();
        var isOfTypes = r.Is("type") && IsOfTypes();
        if (isOfTypes) r.Next();
        if (r.Kind == TokenKind.Name) DefaultName(start, isOfTypes);
        if (!r.HasFailed && r.PreviousKind != TokenKind.EqualSign && !r.Is(TokenKind.Text)) Names();
        if (r.Is(TokenKind.Text)) Source();
        r.ExpectStatementEnd();
        if (isOfTypes) r.Erasure.EraseWhole(start, r.PreviousEnd, followsOpenEnd);
        return isOfTypes;
    }

    /// <summary>Whether names are exported, and no declaration follows.</summary>
    public bool IsClause()
    {
        if (r.Is(TokenKind.OpenBrace) || r.Is(TokenKind.Star) || r.Is(TokenKind.EqualSign) || r.Is("import") || r.Is("as")) return true;
        if (!r.Is("type")) return false;

        var mark = r.Mark;
        r.Next();
        var isClause = r.Is(TokenKind.OpenBrace) || r.Is(TokenKind.Star);
        r.Return(mark);
        return isClause;
    }

    /// <summary>An export from what is behind the word.</summary>
    /// <returns>Whether it was taken out.</returns>
    public bool ExportClause(int start, bool followsOpenEnd)
    {
        if (r.Is(TokenKind.EqualSign)) Refusals.ExportAssignment(r, start);
        else if (r.Is("import")) Refusals.ImportAlias(r, start);
        else if (r.Is("as")) Refusals.ExportAsNamespace(r, start);

        var isOfTypes = r.Skip("type");
        if (r.Skip(TokenKind.Star))
        {
            if (r.Skip("as")) Name();
        }
        else
        {
            Specifiers();
        }

        if (r.Skip("from")) Source();
        r.ExpectStatementEnd();
        if (isOfTypes) r.Erasure.EraseWhole(start, r.PreviousEnd, followsOpenEnd);
        return isOfTypes;
    }

    /// <summary>Whether <c>type</c> behind <c>import</c> says what is imported, and is not its name.</summary>
    private bool IsOfTypes()
    {
        var mark = r.Mark;
        r.Next();
        var answer = r.Is(TokenKind.OpenBrace) || r.Is(TokenKind.Star);
        if (r.Kind == TokenKind.Name)
        {
            var isFrom = r.Is("from");
            r.Next();
            answer = !isFrom || r.Is("from") || r.Is(TokenKind.EqualSign);
        }

        r.Return(mark);
        return answer;
    }

    private void DefaultName(int start, bool isOfTypes)
    {
        r.Next();
        if (r.Is(TokenKind.EqualSign))
        {
            if (!isOfTypes) Refusals.ImportAlias(r, start);
            r.Next();
            r.ExpectName();
            while (r.Skip(TokenKind.Dot)) r.ExpectName();
            if (r.Is(TokenKind.OpenParen)) members.SkipBalanced();
            return;
        }

        if (r.Kind == TokenKind.Name && !r.Is("from")) r.Next(); // import defer x
    }

    private void Names()
    {
        if (r.PreviousKind == TokenKind.Name && !r.Is("from") && !r.Is(TokenKind.Star)) r.Skip(TokenKind.Comma);
        if (r.Skip(TokenKind.Star))
        {
            r.Expect("as");
            r.ExpectName();
        }
        else if (r.Is(TokenKind.OpenBrace))
        {
            Specifiers();
        }

        if (r.Kind == TokenKind.Name) r.Expect("from");
        if (!r.Is(TokenKind.Text) && r.PreviousKind != TokenKind.CloseParen && !r.Is(TokenKind.Semicolon)) r.FailHere();
    }

    private void Specifiers()
    {
        r.Expect(TokenKind.OpenBrace);
        while (!r.Is(TokenKind.CloseBrace) && !r.Is(TokenKind.End))
        {
            var start = r.Start;
            var isOfTypes = r.Is("type") && IsTypeSpecifier();
            if (isOfTypes) r.Next();
            Name();
            if (r.Skip("as")) Name();
            var isLast = !r.Skip(TokenKind.Comma);
            if (isOfTypes) r.Erasure.Erase(start, r.PreviousEnd);
            if (isLast) break;
        }

        r.Expect(TokenKind.CloseBrace);
    }

    /// <summary>As in <c>type x</c>, but not as in <c>type</c> or <c>type as x</c>.</summary>
    private bool IsTypeSpecifier()
    {
        var mark = r.Mark;
        r.Next();
        var answer = r.Kind is TokenKind.Name or TokenKind.Text;
        if (r.Skip("as"))
        {
            // type as, and type as as x, are of types; type as x, and type as as, rename a value.
            answer = r.Is(TokenKind.Comma) || r.Is(TokenKind.CloseBrace) || (r.Skip("as") && r.Kind is TokenKind.Name or TokenKind.Text);
        }

        r.Return(mark);
        return answer;
    }

    private void Name()
    {
        if (!r.Skip(TokenKind.Text)) r.ExpectName();
    }

    private void Source()
    {
        r.Expect(TokenKind.Text);
        if (!r.HasNewLineBefore && r.Skip("with") && r.Is(TokenKind.OpenBrace)) members.SkipBalanced();
    }
}
