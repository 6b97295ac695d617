namespace ScriptWs.TypeScript;

/// <summary>Reads declarations of variables.</summary>
internal sealed class VariableReader(TokenReader r, TypeReader types, FunctionReader functions)
{
    /// <summary>Whether variables are declared here.</summary>
    public bool AreHere()
    {
        if (r.Is("var") || r.Is("const")) return true;
        if (!r.Is("let") && !r.Is("using") && !r.Is("await")) return false;

        var mark = r.Mark;
        var (isLet, isAwait) = (r.Is("let"), r.Is("await"));
        r.Next();
        if (isAwait && !r.Skip("using"))
        {
            r.Return(mark);
            return false;
        }

        var isName = r.Kind == TokenKind.Name && r.Text is not ("in" or "instanceof");
        var answer = isLet
            ? isName || r.Is(TokenKind.OpenBrace) || r.Is(TokenKind.OpenBracket)
            : isName && !r.HasNewLineBefore && r.Text is not ("of" or "as" or "satisfies");
        r.Return(mark);
        return answer;
    }

    /// <summary>Declarations of variables, but for the end of the statement.</summary>
    public void Read()
    {
        while (r.Kind == TokenKind.Name && r.Text is "var" or "let" or "const" or "using" or "await")
        {
            var isDeclaring = !r.Is("await");
            r.Next();
            if (isDeclaring) break;
        }

        do
        {
            functions.Target();
            functions.EraseSign(TokenKind.Exclamation);
            if (r.Is(TokenKind.Colon)) types.EraseAnnotation();
            functions.Initializer();
        }
        while (r.Skip(TokenKind.Comma));
    }
}
