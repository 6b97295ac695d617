namespace ScriptWs.TypeScript;

/// <summary>Reads types. What meets a type takes all of it out, so only its end matters here.</summary>
internal sealed class TypeReader
{
    private readonly TokenReader _r;
    private readonly TypeMemberReader _members;

    /// <summary>Whether a question mark ends the type: the one of a condition around it.</summary>
    private bool _isInCondition;

    public TypeReader(TokenReader reader) => (_r, _members) = (reader, new TypeMemberReader(reader, this));

    /// <summary>Reads braces and parameters.</summary>
    public TypeMemberReader Members => _members;

    /// <summary><c>: T</c>, which is taken out.</summary>
    public void EraseAnnotation()
    {
        var start = _r.Start;
        _r.Expect(TokenKind.Colon);
        Type();
        _r.Erasure.Erase(start, _r.PreviousEnd);
    }

    /// <summary><c>&lt;T&gt;</c> of a declaration, which is taken out.</summary>
    public void EraseParameters()
    {
        var start = _r.Start;
        _members.TypeParameters();
        _r.Erasure.Erase(start, _r.PreviousEnd);
    }

    /// <summary>A type that is its own: a condition around it does not matter.</summary>
    public void Whole() => Alone(Type);

    public void Type()
    {
        if (!_r.Enter()) return;

        while (true)
        {
            if (IsFunction())
            {
                Function();
                break;
            }

            Union();
            if (_isInCondition || _r.HasNewLineBefore || !_r.Skip("extends")) break;

            _isInCondition = true;
            Type();
            _isInCondition = false;
            _r.Expect(TokenKind.Question);
            Type();
            _r.Expect(TokenKind.Colon);
        }

        _r.Leave();
    }

    /// <summary>What a function returns: a type, or <c>x is T</c>, or <c>asserts x</c>.</summary>
    public void Returned()
    {
        if (_r.Is("asserts"))
        {
            var mark = _r.Mark;
            _r.Next();
            if (_r.Kind != TokenKind.Name || _r.HasNewLineBefore || _r.Is("is"))
            {
                _r.Return(mark);
            }
            else
            {
                _r.Next();
                if (_r.Skip("is")) Type();
                return;
            }
        }

        if (_r.Kind == TokenKind.Name)
        {
            var mark = _r.Mark;
            _r.Next();
            if (_r.Is("is") && !_r.HasNewLineBefore) _r.Next();
            else _r.Return(mark);
        }

        Type();
    }

    /// <summary><c>&lt;A, B&gt;</c> behind a name.</summary>
    public void Arguments()
    {
        if (_r.Is(TokenKind.ShiftLeft)) _r.SplitLess();
        _r.Expect(TokenKind.Less);
        Whole();
        while (_r.Skip(TokenKind.Comma)) Whole();
        _r.Expect(TokenKind.Greater);
    }

    private void Alone(Action read)
    {
        var outer = _isInCondition;
        _isInCondition = false;
        read();
        _isInCondition = outer;
    }

    private bool IsFunction()
    {
        if (_r.Is(TokenKind.Less) || _r.Is(TokenKind.ShiftLeft) || _r.Is("new")) return true;
        if (_r.Is("abstract")) return IsBefore("new");
        return _r.Is(TokenKind.OpenParen) && _members.AreParameters();
    }

    private bool IsBefore(string word)
    {
        var mark = _r.Mark;
        _r.Next();
        var isBefore = _r.Is(word);
        _r.Return(mark);
        return isBefore;
    }

    private void Function()
    {
        _r.Skip("abstract");
        _r.Skip("new");
        if (_r.Is(TokenKind.Less) || _r.Is(TokenKind.ShiftLeft)) _members.TypeParameters();
        _members.Parameters();
        _r.Expect(TokenKind.Arrow);
        Alone(Returned);
    }

    private void Union()
    {
        _r.Skip(TokenKind.Bar);
        do
        {
            _r.Skip(TokenKind.Ampersand);
            do Operand();
            while (_r.Skip(TokenKind.Ampersand));
        }
        while (_r.Skip(TokenKind.Bar));
    }

    private void Operand()
    {
        while (_r.Is("keyof") || _r.Is("unique") || _r.Is("readonly")) _r.Next();
        if (_r.Skip("infer"))
        {
            Inferred();
            return;
        }

        if (IsFunction()) Function();
        else Primary();
        while (_r.Is(TokenKind.OpenBracket) && !_r.HasNewLineBefore)
        {
            _r.Next();
            if (!_r.Is(TokenKind.CloseBracket)) Whole();
            _r.Expect(TokenKind.CloseBracket);
        }
    }

    /// <summary>What follows a name may be its constraint, or the beginning of a condition: a question mark tells.</summary>
    private void Inferred()
    {
        _r.ExpectName();
        if (!_r.Is("extends")) return;

        var (mark, outer) = (_r.Mark, _isInCondition);
        _r.Next();
        _isInCondition = true;
        Type();
        _isInCondition = outer;
        if (_r.HasFailed || (!outer && _r.Is(TokenKind.Question))) _r.Return(mark);
    }

    private void Primary()
    {
        switch (_r.Kind)
        {
            case TokenKind.Name:
                Named();
                break;
            case TokenKind.Text or TokenKind.Number or TokenKind.Template:
                _r.Next();
                break;
            case TokenKind.Minus:
                _r.Next();
                _r.Expect(TokenKind.Number);
                break;
            case TokenKind.TemplateHead:
                Template();
                break;
            case TokenKind.OpenParen:
                _r.Next();
                Whole();
                _r.Expect(TokenKind.CloseParen);
                break;
            case TokenKind.OpenBracket:
                Tuple();
                break;
            case TokenKind.OpenBrace:
                Alone(_members.Members);
                break;
            default:
                _r.FailHere();
                break;
        }
    }

    private void Named()
    {
        if (_r.Skip("typeof") && !_r.Is(TokenKind.Name))
        {
            _r.FailHere();
            return;
        }

        if (_r.Is("import")) Imported();
        else _r.Next();
        while (_r.Skip(TokenKind.Dot))
        {
            if (!_r.Skip(TokenKind.PrivateName)) _r.ExpectName();
        }

        if ((_r.Is(TokenKind.Less) || _r.Is(TokenKind.ShiftLeft)) && !_r.HasNewLineBefore) Arguments();
    }

    private void Imported()
    {
        _r.Next();
        _r.Expect(TokenKind.OpenParen);
        Whole();
        if (_r.Skip(TokenKind.Comma) && _r.Is(TokenKind.OpenBrace)) _members.SkipBalanced();
        _r.Skip(TokenKind.Comma);
        _r.Expect(TokenKind.CloseParen);
    }

    private void Template()
    {
        do
        {
            _r.Next();
            Whole();
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

    private void Tuple()
    {
        _r.Next();
        while (!_r.Is(TokenKind.CloseBracket) && !_r.Is(TokenKind.End))
        {
            _r.Skip(TokenKind.Ellipsis);
            if (_r.Is(TokenKind.Name) && _members.IsLabel())
            {
                _r.Next();
                _r.Skip(TokenKind.Question);
                _r.Next();
            }

            Whole();
            _r.Skip(TokenKind.Question);
            if (!_r.Skip(TokenKind.Comma)) break;
        }

        _r.Expect(TokenKind.CloseBracket);
    }
}
