namespace ScriptWs.TypeScript;

/// <summary>Reads declarations that consist of types: interfaces, aliases, and what <c>declare</c> begins.</summary>
internal sealed class DeclarationReader(TokenReader r, TypeReader types, TypeMemberReader members)
{
    /// <summary>Whether a word follows on the same line.</summary>
    public bool IsBefore(string word)
    {
        var mark = r.Mark;
        r.Next();
        var answer = r.Is(word) && !r.HasNewLineBefore;
        r.Return(mark);
        return answer;
    }

    /// <summary>Whether the word begins a declaration: all of them may be names of variables as well.</summary>
    public bool IsDeclaration()
    {
        if (r.Is("enum")) return true;

        var mark = r.Mark;
        var (isDeclare, isModule, isGlobal) = (r.Is("declare"), r.Is("module") || r.Is("namespace"), r.Is("global"));
        r.Next();
        var isName = r.Kind == TokenKind.Name && r.Text is not ("in" or "instanceof");
        var begins = isDeclare ? isName && IsDeclarable()
            : isGlobal ? r.Is(TokenKind.OpenBrace)
            : isName || (isModule && r.Is(TokenKind.Text));
        var answer = begins && !r.HasNewLineBefore;
        r.Return(mark);
        return answer;
    }

    /// <summary>The name of a namespace, with the word before it.</summary>
    public void NamespaceName()
    {
        r.Next();
        if (r.Skip(TokenKind.Text)) return;

        do r.ExpectName();
        while (r.Skip(TokenKind.Dot));
    }

    /// <summary>Reads a declaration. What it consists of is taken out by the caller.</summary>
    public void Read(ClassReader classes, FunctionReader functions)
    {
        var (start, isDeclare) = (r.Start, r.Skip("declare"));
        switch (r.Text)
        {
            case "interface":
                Interface();
                break;
            case "type":
                Alias();
                break;
            case "enum":
                if (isDeclare) Enum();
                else Refusals.Enum(r, start);
                break;
            case "namespace" or "module":
                NamespaceName();
                if (r.Is(TokenKind.OpenBrace)) members.SkipBalanced();
                else r.ExpectStatementEnd();
                break;
            case "global":
                r.Next();
                members.SkipBalanced();
                break;
            case "abstract" or "class":
                r.Skip("abstract");
                classes.Class();
                break;
            case "async" or "function":
                r.Skip("async");
                r.Next();
                r.Skip(TokenKind.Star);
                r.ExpectName();
                functions.Rest();
                break;
            default:
                Variables(functions);
                break;
        }
    }

    private bool IsDeclarable() => r.Text
        is "var" or "let" or "const" or "function" or "async" or "class" or "abstract" or "enum"
        or "namespace" or "module" or "global" or "type" or "interface";

    private void Interface()
    {
        r.Next();
        r.ExpectName();
        if (r.Is(TokenKind.Less)) members.TypeParameters();
        if (r.Skip("extends"))
        {
            do types.Whole();
            while (r.Skip(TokenKind.Comma));
        }

        members.Members();
    }

    private void Alias()
    {
        r.Next();
        r.ExpectName();
        if (r.Is(TokenKind.Less)) members.TypeParameters();
        r.Expect(TokenKind.EqualSign);
        types.Whole();
        r.ExpectStatementEnd();
    }

    private void Enum()
    {
        r.Next();
        r.ExpectName();
        if (r.Is(TokenKind.OpenBrace)) members.SkipBalanced();
        else r.FailHere();
    }

    private void Variables(FunctionReader functions)
    {
        r.Next();
        if (r.Is("enum"))
        {
            Enum();
            return;
        }

        do
        {
            functions.Target();
            functions.EraseSign(TokenKind.Exclamation);
            if (r.Is(TokenKind.Colon)) types.EraseAnnotation();
            functions.Initializer();
        }
        while (r.Skip(TokenKind.Comma));

        r.ExpectStatementEnd();
    }
}
