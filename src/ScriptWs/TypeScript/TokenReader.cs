using System.Runtime.CompilerServices;

namespace ScriptWs.TypeScript;

/// <summary>
/// The token that is looked at, and ways to look further ahead. The first error ends the source: from then on the token is
/// <see cref="TokenKind.End"/>, so that everything that reads comes to its end without an exception.
/// </summary>
internal sealed class TokenReader(string text, Erasure erasure)
{
    /// <summary>Expressions, types and statements within each other at most. The engine's own parser takes some 250.</summary>
    private const int MaxDepth = 400;

    private readonly TokenScanner _scanner = new(text);
    private int _depth;
    private string? _problem;
    private int _problemAt;

    public TokenKind Kind { get; private set; }

    public int Start { get; private set; }

    public int End { get; private set; }

    public bool HasNewLineBefore { get; private set; }

    public TokenKind PreviousKind { get; private set; }

    public int PreviousEnd { get; private set; }

    /// <summary>What is wrong, and where; <c>null</c> when nothing is.</summary>
    public (string Text, int At)? Problem => _problem is null ? null : (_problem, _problemAt);

    public bool HasFailed => _problem is not null;

    public Erasure Erasure { get; } = erasure;

    /// <summary>The characters of the token.</summary>
    public ReadOnlySpan<char> Text => text.AsSpan(Start, End - Start);

    /// <summary>Whether a statement or a member that begins here must be kept apart from what is before it.</summary>
    public bool FollowsOpenEnd => PreviousKind is not (TokenKind.Semicolon or TokenKind.OpenBrace or TokenKind.End);

    public void Begin() => Take(_scanner.ScanFrom(0));

    public void Next()
    {
        (PreviousKind, PreviousEnd) = (Kind, End);
        if (Kind != TokenKind.End) Take(_scanner.ScanFrom(End));
    }

    /// <summary>Whether the token is this word.</summary>
    public bool Is(string word) => Kind == TokenKind.Name && Text.SequenceEqual(word);

    public bool Is(TokenKind kind) => Kind == kind;

    /// <summary>Goes on when the token is of a kind.</summary>
    public bool Skip(TokenKind kind)
    {
        if (Kind != kind) return false;

        Next();
        return true;
    }

    /// <summary>Goes on when the token is this word.</summary>
    public bool Skip(string word)
    {
        if (!Is(word)) return false;

        Next();
        return true;
    }

    public void Expect(TokenKind kind)
    {
        if (!Skip(kind)) FailHere();
    }

    public void Expect(string word)
    {
        if (!Skip(word)) FailHere();
    }

    public void ExpectName() => Expect(TokenKind.Name);

    /// <summary>The end of a statement: a semicolon, or a place where one may be left out.</summary>
    public void ExpectStatementEnd()
    {
        if (!Skip(TokenKind.Semicolon) && Kind is not (TokenKind.CloseBrace or TokenKind.End) && !HasNewLineBefore) FailHere();
    }

    public void RescanRegex() => Take(_scanner.RescanRegex());

    public void RescanTemplate() => Take(_scanner.RescanTemplate());

    public void RescanGreater() => Take(_scanner.RescanGreater());

    public void SplitLess() => Take(_scanner.SplitLess());

    public bool MayBeBeforeArrow => _scanner.IsBeforeArrow();

    /// <summary>Where the reader is, for <see cref="Return"/>.</summary>
    public (int Start, int PreviousEnd, TokenKind PreviousKind, int Depth, (int, int) Erased) Mark =>
        (Start, PreviousEnd, PreviousKind, _depth, Erasure.Mark);

    /// <summary>Goes back, as if nothing had been read since; an error that was found there is none.</summary>
    public void Return((int Start, int PreviousEnd, TokenKind PreviousKind, int Depth, (int, int) Erased) mark)
    {
        _problem = null;
        Take(_scanner.ScanFrom(mark.PreviousEnd));
        (PreviousEnd, PreviousKind, _depth) = (mark.PreviousEnd, mark.PreviousKind, mark.Depth);
        Erasure.Return(mark.Erased);
    }

    /// <summary>Begins something that may hold another of its kind.</summary>
    /// <returns><c>false</c> when that goes too deep; the reader has failed then.</returns>
    public bool Enter()
    {
        if (_depth < MaxDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _depth++;
            return true;
        }

        Fail("the source is nested too deeply", Start);
        return false;
    }

    public void Leave() => _depth--;

    /// <summary>The token cannot stand here.</summary>
    public void FailHere()
    {
        if (Start >= text.Length) Fail("Unexpected end of input", text.Length);
        else Fail(Kind switch
        {
            TokenKind.Number => "Unexpected number",
            TokenKind.Text => "Unexpected string",
            TokenKind.Template or TokenKind.TemplateHead => "Unexpected template string",
            TokenKind.Name => $"Unexpected identifier '{Text}'",
            _ => $"Unexpected token '{Text}'",
        }, Start);
    }

    public void Fail(string problem, int at)
    {
        if (_problem is null) (_problem, _problemAt) = (problem, at);
        (Kind, Start, End) = (TokenKind.End, text.Length, text.Length);
    }

    private void Take(TokenKind kind)
    {
        (Kind, Start, End, HasNewLineBefore) = (kind, _scanner.Start, _scanner.End, _scanner.HasNewLineBefore);
        if (kind == TokenKind.End && _scanner.Problem is { } problem) Fail(problem, _scanner.Start);
    }
}
