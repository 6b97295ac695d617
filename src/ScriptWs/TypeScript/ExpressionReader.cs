namespace ScriptWs.TypeScript;

/// <summary>Reads expressions: what is a value, and where a type stands among values.</summary>
internal sealed class ExpressionReader
{
    private readonly TokenReader _r;
    private readonly TypeReader _types;
    private readonly FunctionReader _functions;
    private readonly ArrowReader _arrows;

    private readonly TypeArgumentReader _typeArguments;
    private readonly Nesting _nesting;

    public ExpressionReader(TokenReader reader, TypeReader types, FunctionReader functions, Nesting nesting)
    {
        (_r, _types, _functions, _nesting) = (reader, types, functions, nesting);
        _arrows = new ArrowReader(reader, types, functions, nesting);
        _typeArguments = new TypeArgumentReader(reader, types);
    }

    /// <summary>An expression, with commas.</summary>
    public void Expression()
    {
        do Assignment();
        while (_r.Skip(TokenKind.Comma));
    }

    /// <summary>An expression up to a comma.</summary>
    /// <param name="isBeforeColon">Whether it is the middle of a condition, where a colon follows.</param>
    public void Assignment(bool isBeforeColon = false)
    {
        if (!_r.Enter()) return;

        while (!_arrows.TryRead(isBeforeColon))
        {
            if (_r.Is("yield"))
            {
                if (EndsWithYield()) break;
                continue;
            }

            Operands();
            if (_r.Skip(TokenKind.Question))
            {
                Assignment(isBeforeColon: true);
                _r.Expect(TokenKind.Colon);
                continue;
            }

            if (!_r.Skip(TokenKind.EqualSign) && !_r.Skip(TokenKind.Assignment) && !_r.Skip(TokenKind.SlashEquals)) break;
        }

        _r.Leave();
    }

    /// <summary>What can be called, without operators: what a class extends.</summary>
    public void LeftHandSide()
    {
        Primary();
        while (TryReadMember())
        {
        }
    }

    private bool EndsWithYield()
    {
        _r.Next();
        if (_r.Skip(TokenKind.Star)) return false;
        return _r.HasNewLineBefore || _r.Is("in")
            || _r.Kind is TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.CloseBrace
                or TokenKind.Comma or TokenKind.Semicolon or TokenKind.Colon or TokenKind.End;
    }

    private void Operands()
    {
        do
        {
            Unary();
            while ((_r.Is("as") || _r.Is("satisfies")) && !_r.HasNewLineBefore) EraseConversion();
        }
        while (SkipOperator());
    }

    private bool SkipOperator()
    {
        if (_r.Is(TokenKind.Greater)) _r.RescanGreater();
        var isOperator = _r.Kind is TokenKind.Operator or TokenKind.Less or TokenKind.Greater or TokenKind.ShiftLeft
            or TokenKind.Plus or TokenKind.Minus or TokenKind.Star or TokenKind.Slash or TokenKind.Bar or TokenKind.Ampersand
            || _r.Is("in") || _r.Is("instanceof");
        if (isOperator) _r.Next();
        return isOperator;
    }

    private void EraseConversion()
    {
        var start = _r.Start;
        _r.Next();
        if (!_r.Skip("const")) _types.Whole();
        _r.Erasure.Erase(start, _r.PreviousEnd);
        // The type ended the statement. Without it, the next line would go on with the value.
        if (_r.HasNewLineBefore && _r.Kind is TokenKind.OpenParen or TokenKind.OpenBracket or TokenKind.Template or TokenKind.TemplateHead)
            _r.Erasure.Put(start, ';');
    }

    private void Unary()
    {
        while (_r.Kind is TokenKind.Exclamation or TokenKind.Tilde or TokenKind.Plus or TokenKind.Minus
            or TokenKind.PlusPlus or TokenKind.MinusMinus
            || (_r.Kind == TokenKind.Name && _r.Text is "typeof" or "void" or "delete" or "await"))
        {
            _r.Next();
        }

        LeftHandSide();
        if (_r.Kind is TokenKind.PlusPlus or TokenKind.MinusMinus && !_r.HasNewLineBefore) _r.Next();
    }

    /// <summary>Reads one link of a chain.</summary>
    private bool TryReadMember()
    {
        switch (_r.Kind)
        {
            case TokenKind.Dot:
                _r.Next();
                if (!_r.Skip(TokenKind.PrivateName)) _r.ExpectName();
                return true;
            case TokenKind.QuestionDot:
                _r.Next();
                if (_r.Kind is TokenKind.Name or TokenKind.PrivateName) _r.Next();
                return true;
            case TokenKind.OpenBracket:
                _r.Next();
                Expression();
                _r.Expect(TokenKind.CloseBracket);
                return true;
            case TokenKind.OpenParen:
                Arguments();
                return true;
            case TokenKind.Template:
                _r.Next();
                return true;
            case TokenKind.TemplateHead:
                Template();
                return true;
            case TokenKind.Exclamation when !_r.HasNewLineBefore:
                _functions.EraseSign(TokenKind.Exclamation);
                return true;
            case TokenKind.Less or TokenKind.ShiftLeft:
                return _typeArguments.TryErase();
            default:
                return false;
        }
    }

    private void Arguments()
    {
        _r.Expect(TokenKind.OpenParen);
        Elements(TokenKind.CloseParen);
    }

    private void Elements(TokenKind close)
    {
        while (!_r.Is(close) && !_r.Is(TokenKind.End))
        {
            if (_r.Skip(TokenKind.Comma)) continue;

            _r.Skip(TokenKind.Ellipsis);
            Assignment();
            if (!_r.Skip(TokenKind.Comma)) break;
        }

        _r.Expect(close);
    }

    private void Template()
    {
        do
        {
            _r.Next();
            Expression();
            if (!_r.Is(TokenKind.CloseBrace))
            {
                _r.FailHere();
                return;
            }

            _r.RescanTemplate();
        }
        while (_r.Is(TokenKind.TemplateMiddle));

        _r.Next();
    }

    private void Primary()
    {
        while (_r.Is("new"))
        {
            _r.Next();
            if (!_r.Skip(TokenKind.Dot)) continue;

            _r.ExpectName();
            return;
        }

        switch (_r.Kind)
        {
            case TokenKind.Name:
                Named();
                break;
            case TokenKind.Number or TokenKind.Text or TokenKind.Template or TokenKind.PrivateName:
                _r.Next();
                break;
            case TokenKind.TemplateHead:
                Template();
                break;
            case TokenKind.Slash or TokenKind.SlashEquals:
                _r.RescanRegex();
                _r.Next();
                break;
            case TokenKind.OpenParen:
                _r.Next();
                Expression();
                _r.Expect(TokenKind.CloseParen);
                break;
            case TokenKind.OpenBracket:
                _r.Next();
                Elements(TokenKind.CloseBracket);
                break;
            case TokenKind.OpenBrace:
                Object();
                break;
            case TokenKind.At:
                Refusals.Decorator(_r);
                break;
            case TokenKind.Less or TokenKind.ShiftLeft:
                Refusals.Assertion(_r);
                break;
            default:
                _r.FailHere();
                break;
        }
    }

    private void Named()
    {
        if (_r.Is("class"))
        {
            _nesting.Class();
            return;
        }

        var isAsync = _r.Is("async");
        var isFunction = _r.Is("function");
        _r.Next();
        if (isAsync && _r.Is("function") && !_r.HasNewLineBefore) isFunction = _r.Skip("function");
        if (!isFunction) return;

        _r.Skip(TokenKind.Star);
        _r.Skip(TokenKind.Name);
        if (!_functions.Rest()) _r.FailHere();
    }

    private void Object()
    {
        _r.Next();
        while (!_r.Is(TokenKind.CloseBrace) && !_r.Is(TokenKind.End))
        {
            if (_r.Skip(TokenKind.Ellipsis)) Assignment();
            else Property();
            if (!_r.Skip(TokenKind.Comma)) break;
        }

        _r.Expect(TokenKind.CloseBrace);
    }

    private void Property()
    {
        while (_r.Kind == TokenKind.Name && _r.Text is "get" or "set" or "async" && _functions.IsBeforeKey(onSameLine: false)) _r.Next();
        _r.Skip(TokenKind.Star);
        _functions.Key();
        if (_r.Is(TokenKind.OpenParen) || _r.Is(TokenKind.Less))
        {
            if (!_functions.Rest()) _r.FailHere();
        }
        else if (_r.Skip(TokenKind.Colon) || _r.Skip(TokenKind.EqualSign))
        {
            Assignment();
        }
    }
}
