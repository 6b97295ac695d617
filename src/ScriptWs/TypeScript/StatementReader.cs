namespace ScriptWs.TypeScript;

/// <summary>Reads statements and declarations; takes out those that consist of types.</summary>
internal sealed class StatementReader(
    TokenReader r,
    TypeReader types,
    FunctionReader functions,
    ExpressionReader expressions,
    ClassReader classes,
    DeclarationReader declarations,
    VariableReader variables,
    ModuleReader modules)
{
    /// <summary>Statements to the closing brace, or to the end of the source.</summary>
    /// <returns>Where the first one begins that stays; -1 when none does.</returns>
    public int List()
    {
        var first = -1;
        while (!r.Is(TokenKind.CloseBrace) && !r.Is(TokenKind.End))
        {
            var start = r.Start;
            if (!r.Skip(TokenKind.Semicolon) && !Statement() && first < 0) first = start;
        }

        return first;
    }

    public void Block()
    {
        r.Expect(TokenKind.OpenBrace);
        List();
        r.Expect(TokenKind.CloseBrace);
    }

    /// <returns>Whether it was taken out as a whole.</returns>
    private bool Statement()
    {
        if (!r.Enter()) return false;

        var isErased = r.Kind == TokenKind.Name ? Named() : Other();
        r.Leave();
        return isErased;
    }

    private bool Other()
    {
        if (r.Is(TokenKind.OpenBrace)) Block();
        else if (r.Is(TokenKind.At)) Refusals.Decorator(r);
        else if (!r.Skip(TokenKind.Semicolon)) ExpressionStatement();
        return false;
    }

    private void ExpressionStatement()
    {
        expressions.Expression();
        r.ExpectStatementEnd();
    }

    private bool Named()
    {
        switch (r.Text)
        {
            case "import" or "export":
                return modules.IsExpression() ? Plain() : r.Is("import") ? modules.Import() : Export();
            case "function":
                return Function(r.Start, r.FollowsOpenEnd);
            case "async" when declarations.IsBefore("function"):
                return Function(r.Start, r.FollowsOpenEnd);
            case "class":
                classes.Class();
                return false;
            case "abstract" when declarations.IsBefore("class"):
                r.Erasure.Erase(r.Start, r.End);
                r.Next();
                classes.Class();
                return false;
            case "interface" or "type" or "declare" or "namespace" or "module" or "enum" or "global" when declarations.IsDeclaration():
                return Declaration();
            case "const" when declarations.IsBefore("enum"):
                Refusals.Enum(r, r.Start);
                return false;
            case "var" or "const" or "let" or "using" or "await" when variables.AreHere():
                variables.Read();
                r.ExpectStatementEnd();
                return false;
            case "if":
                If();
                return false;
            case "for" or "while" or "do" or "with" or "try" or "switch":
                Compound();
                return false;
            case "return" or "throw" or "break" or "continue" or "debugger":
                Jump();
                return false;
            default:
                return Plain();
        }
    }

    /// <summary>An expression, or a label.</summary>
    private bool Plain()
    {
        var mark = r.Mark;
        r.Next();
        if (r.Skip(TokenKind.Colon))
        {
            Statement();
            return false;
        }

        r.Return(mark);
        ExpressionStatement();
        return false;
    }

    private bool Function(int start, bool followsOpenEnd)
    {
        r.Skip("async");
        r.Expect("function");
        r.Skip(TokenKind.Star);
        r.Skip(TokenKind.Name);
        if (functions.Rest()) return false;

        r.Erasure.EraseWhole(start, r.PreviousEnd, followsOpenEnd);
        return true;
    }

    private bool Declaration()
    {
        var (start, followsOpenEnd) = (r.Start, r.FollowsOpenEnd);
        if (r.Is("namespace") || r.Is("module"))
        {
            declarations.NamespaceName();
            r.Expect(TokenKind.OpenBrace);
            if (List() >= 0 && !r.HasFailed) Refusals.Namespace(r, start);
            r.Expect(TokenKind.CloseBrace);
        }
        else
        {
            declarations.Read(classes, functions);
        }

        r.Erasure.EraseWhole(start, r.PreviousEnd, followsOpenEnd);
        return true;
    }

    private bool Export()
    {
        var (start, followsOpenEnd) = (r.Start, r.FollowsOpenEnd);
        r.Next();
        if (modules.IsClause()) return modules.ExportClause(start, followsOpenEnd);

        var isErased = r.Skip("default") ? Default(start, followsOpenEnd) : Statement();
        if (isErased) r.Erasure.EraseWhole(start, r.PreviousEnd, followsOpenEnd);
        return isErased;
    }

    private bool Default(int start, bool followsOpenEnd)
    {
        if (r.Is("function") || (r.Is("async") && declarations.IsBefore("function"))) return Function(start, followsOpenEnd);
        if (r.Is("class") || (r.Is("abstract") && declarations.IsBefore("class"))) return Statement();
        if (r.Is("interface") && declarations.IsDeclaration()) return Declaration();

        expressions.Assignment();
        r.ExpectStatementEnd();
        return false;
    }

    private void If()
    {
        // A long row of "else if" is no depth.
        while (r.Skip("if"))
        {
            Condition();
            Statement();
            if (!r.Skip("else")) return;
        }

        Statement();
    }

    private void Condition()
    {
        r.Expect(TokenKind.OpenParen);
        expressions.Expression();
        r.Expect(TokenKind.CloseParen);
    }

    private void Jump()
    {
        var takesValue = r.Is("return") || r.Is("throw");
        r.Next();
        var isEnd = r.HasNewLineBefore || r.Kind is TokenKind.Semicolon or TokenKind.CloseBrace or TokenKind.End;
        if (!isEnd && takesValue) expressions.Expression();
        else if (!isEnd) r.Skip(TokenKind.Name);
        r.ExpectStatementEnd();
    }

    private void Compound()
    {
        if (r.Skip("do"))
        {
            Statement();
            r.Expect("while");
            Condition();
            r.Skip(TokenKind.Semicolon);
        }
        else if (r.Skip("try"))
        {
            Try();
        }
        else if (r.Skip("switch"))
        {
            Switch();
        }
        else
        {
            if (r.Skip("for")) ForHead();
            else
            {
                r.Next(); // while, with
                Condition();
            }

            Statement();
        }
    }

    private void Try()
    {
        Block();
        if (r.Skip("catch"))
        {
            if (r.Skip(TokenKind.OpenParen))
            {
                functions.Target();
                if (r.Is(TokenKind.Colon)) types.EraseAnnotation();
                r.Expect(TokenKind.CloseParen);
            }

            Block();
        }

        if (r.Skip("finally")) Block();
    }

    private void Switch()
    {
        Condition();
        r.Expect(TokenKind.OpenBrace);
        while (!r.Is(TokenKind.CloseBrace) && !r.Is(TokenKind.End))
        {
            if (r.Skip("case"))
            {
                expressions.Expression();
                r.Expect(TokenKind.Colon);
            }
            else if (r.Is("default"))
            {
                r.Next();
                r.Expect(TokenKind.Colon);
            }
            else
            {
                Statement();
            }
        }

        r.Expect(TokenKind.CloseBrace);
    }

    private void ForHead()
    {
        r.Skip("await");
        r.Expect(TokenKind.OpenParen);
        if (r.Kind == TokenKind.Name && variables.AreHere()) variables.Read();
        else if (!r.Is(TokenKind.Semicolon)) expressions.Expression();

        if (r.Skip("of") || r.Skip("in"))
        {
            expressions.Expression();
        }
        else if (r.Skip(TokenKind.Semicolon))
        {
            if (!r.Is(TokenKind.Semicolon)) expressions.Expression();
            r.Expect(TokenKind.Semicolon);
            if (!r.Is(TokenKind.CloseParen)) expressions.Expression();
        }

        r.Expect(TokenKind.CloseParen);
    }
}
