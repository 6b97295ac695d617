namespace ScriptWs.TypeScript;

/// <summary>Reads classes.</summary>
internal sealed class ClassReader(TokenReader r, TypeReader types, FunctionReader functions, ExpressionReader expressions)
{
    /// <summary>From the word <c>class</c> to the closing brace.</summary>
    public void Class()
    {
        if (!r.Enter()) return;

        r.Expect("class");
        if (r.Kind == TokenKind.Name && !r.Is("extends") && !(r.Is("implements") && IsHeritage())) r.Next();
        if (r.Is(TokenKind.Less)) types.EraseParameters();
        if (r.Skip("extends"))
        {
            expressions.LeftHandSide();
            if (r.Is(TokenKind.Less) || r.Is(TokenKind.ShiftLeft)) EraseTypeArguments();
        }

        if (r.Is("implements")) EraseImplements();
        r.Expect(TokenKind.OpenBrace);
        while (!r.Is(TokenKind.CloseBrace) && !r.Is(TokenKind.End)) Member();

        r.Expect(TokenKind.CloseBrace);
        r.Leave();
    }

    private bool IsHeritage()
    {
        var mark = r.Mark;
        r.Next();
        var isHeritage = r.Kind == TokenKind.Name && !r.Is("extends") && !r.Is("implements");
        r.Return(mark);
        return isHeritage;
    }

    private void EraseTypeArguments()
    {
        var start = r.Start;
        types.Arguments();
        r.Erasure.Erase(start, r.PreviousEnd);
    }

    private void EraseImplements()
    {
        var start = r.Start;
        r.Next();
        do types.Whole();
        while (r.Skip(TokenKind.Comma));

        r.Erasure.Erase(start, r.PreviousEnd);
    }

    private void Member()
    {
        if (r.Skip(TokenKind.Semicolon)) return;
        if (r.Is(TokenKind.At))
        {
            Refusals.Decorator(r);
            return;
        }

        var (start, followsOpenEnd) = (r.Start, r.FollowsOpenEnd);
        var (isOnlyDeclared, isErasedFirst) = Modifiers();
        if (r.Is(TokenKind.OpenBrace) && r.PreviousEnd > start)
        {
            functions.Body(); // static { … }
            return;
        }

        if (IsIndexSignature())
        {
            IndexSignature();
            isOnlyDeclared = true;
        }
        else if (!MethodOrField())
        {
            isOnlyDeclared = true;
        }

        if (isOnlyDeclared) r.Erasure.EraseWhole(start, r.PreviousEnd, followsOpenEnd);
        else if (isErasedFirst && followsOpenEnd) r.Erasure.Put(start, ';');
    }

    private void IndexSignature()
    {
        r.Expect(TokenKind.OpenBracket);
        r.ExpectName();
        types.EraseAnnotation();
        r.Expect(TokenKind.CloseBracket);
        if (r.Is(TokenKind.Colon)) types.EraseAnnotation();
        r.ExpectStatementEnd();
    }

    private (bool IsOnlyDeclared, bool IsErasedFirst) Modifiers()
    {
        var (start, isOnlyDeclared, isErasedFirst) = (r.Start, false, false);
        while (r.Kind == TokenKind.Name && KindOf(r.Text) is var kind && kind != Modifier.None && IsModifier(kind))
        {
            if (kind is Modifier.Erased or Modifier.Declares)
            {
                r.Erasure.Erase(r.Start, r.End);
                isErasedFirst |= r.Start == start;
            }

            isOnlyDeclared |= kind == Modifier.Declares;
            r.Next();
        }

        return (isOnlyDeclared, isErasedFirst);
    }

    private bool IsModifier(Modifier kind)
    {
        if (functions.IsBeforeKey(onSameLine: kind != Modifier.Static && kind != Modifier.Accessor)) return true;
        if (kind != Modifier.Static) return false;

        var mark = r.Mark;
        r.Next();
        var isBlock = r.Is(TokenKind.OpenBrace);
        r.Return(mark);
        return isBlock;
    }

    private static Modifier KindOf(ReadOnlySpan<char> word) => word switch
    {
        "public" or "private" or "protected" or "readonly" or "override" => Modifier.Erased,
        "abstract" or "declare" => Modifier.Declares,
        "static" => Modifier.Static,
        "get" or "set" => Modifier.Accessor,
        "async" or "accessor" => Modifier.Kept,
        _ => Modifier.None,
    };

    private bool IsIndexSignature()
    {
        if (!r.Is(TokenKind.OpenBracket)) return false;

        var mark = r.Mark;
        r.Next();
        var isIndex = r.Skip(TokenKind.Name) && r.Is(TokenKind.Colon);
        r.Return(mark);
        return isIndex;
    }

    /// <returns><c>false</c> when it is a method without a body.</returns>
    private bool MethodOrField()
    {
        r.Skip(TokenKind.Star);
        functions.Key();
        functions.EraseSign(TokenKind.Question);
        functions.EraseSign(TokenKind.Exclamation);
        if (r.Is(TokenKind.OpenParen) || r.Is(TokenKind.Less) || r.Is(TokenKind.ShiftLeft)) return functions.Rest();

        if (r.Is(TokenKind.Colon)) types.EraseAnnotation();
        if (r.Skip(TokenKind.EqualSign)) expressions.Assignment();
        r.ExpectStatementEnd();
        return true;
    }

    private enum Modifier
    {
        None,

        /// <summary>It stays.</summary>
        Kept,

        /// <summary>It stays; the key may be on another line, and what follows may be a block.</summary>
        Static,

        /// <summary>It stays; the key may be on another line.</summary>
        Accessor,

        /// <summary>It goes.</summary>
        Erased,

        /// <summary>The member goes.</summary>
        Declares,
    }
}
