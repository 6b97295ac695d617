using System.Globalization;

namespace ScriptWs.TypeScript;

/// <summary>Cuts a source into tokens, one at a time: whether a slash begins a regular expression, only the grammar can tell.</summary>
internal sealed class TokenScanner(string text)
{
    /// <summary>What is wrong at <see cref="Start"/>, once something is.</summary>
    public string? Problem { get; private set; }

    public int Start { get; private set; }

    public int End { get; private set; }

    /// <summary>Whether a line ends between the previous token and this one.</summary>
    public bool HasNewLineBefore { get; private set; }

    /// <summary>Goes to the token behind a position.</summary>
    public TokenKind ScanFrom(int position)
    {
        (Problem, HasNewLineBefore) = (null, false);
        Start = End = SkipTrivia(position);
        if (Problem is not null || Start >= text.Length) return TokenKind.End;

        var first = text[Start];
        if (IsNameStart(first)) return Name(Start);
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(At(Start + 1)))) return Number();
        return first switch
        {
            '"' or '\'' => Quoted(first),
            '`' => Template(TokenKind.Template, TokenKind.TemplateHead),
            '#' when IsNameStart(At(Start + 1)) => Name(Start + 1) == TokenKind.Name ? TokenKind.PrivateName : TokenKind.End,
            _ => Punctuator(first),
        };
    }

    /// <summary>The same token where an operand is expected: a regular expression.</summary>
    public TokenKind RescanRegex()
    {
        var (i, isInClass) = (Start + 1, false);
        for (; ; i++)
        {
            var c = At(i);
            if (i >= text.Length || IsNewLine(c)) return Fail("Invalid regular expression: missing /", Start);
            if (c == '\\') i++;
            else if (c == '[') isInClass = true;
            else if (c == ']') isInClass = false;
            else if (c == '/' && !isInClass) break;
        }

        i++;
        while (IsNamePart(At(i)) && i < text.Length) i++;
        End = i;
        return TokenKind.Regex;
    }

    /// <summary>The same <c>}</c> where an expression of a template ends.</summary>
    public TokenKind RescanTemplate() => Template(TokenKind.TemplateTail, TokenKind.TemplateMiddle);

    /// <summary>The same <c>&gt;</c> between two operands, where it may be the beginning of a longer operator.</summary>
    public TokenKind RescanGreater()
    {
        while (At(End) == '>' && End - Start < 3) End++;
        var isAssignment = At(End) == '=';
        if (isAssignment) End++;
        return End - Start == 1 ? TokenKind.Greater : isAssignment && End - Start > 2 ? TokenKind.Assignment : TokenKind.Operator;
    }

    /// <summary>The first half of <c>&lt;&lt;</c>.</summary>
    public TokenKind SplitLess()
    {
        End = Start + 1;
        return TokenKind.Less;
    }

    /// <summary>Whether an arrow is the next thing behind the token, comments not looked at.</summary>
    public bool IsBeforeArrow()
    {
        var i = End;
        while (At(i) is ' ' or '\t') i++;
        return At(i) is '/' or '\n' or '\r' || (At(i) == '=' && At(i + 1) == '>');
    }

    public static bool IsNewLine(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    private static bool IsNameStart(char c) =>
        char.IsAsciiLetter(c) || c is '$' or '_' or '\\' || (c > 127 && !IsBlank(c) && !IsNewLine(c));

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c is '\u200C' or '\u200D';

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\v' or '\f' or '\u00A0' or '\uFEFF'
        || (c > 127 && char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator);

    private char At(int position) => position < text.Length ? text[position] : '\0';

    private int SkipTrivia(int position)
    {
        if (position == 0 && text.StartsWith("#!", StringComparison.Ordinal)) position = LineEnd(0);
        while (position < text.Length)
        {
            var c = text[position];
            if (IsNewLine(c))
            {
                HasNewLineBefore = true;
                position++;
            }
            else if (IsBlank(c))
            {
                position++;
            }
            else if (c == '/' && At(position + 1) == '/')
            {
                position = LineEnd(position);
            }
            else if (c == '/' && At(position + 1) == '*')
            {
                var end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    Fail("Unterminated comment", position);
                    return position;
                }

                HasNewLineBefore |= text.AsSpan(position, end - position).ContainsAny("\n\r\u2028\u2029");
                position = end + 2;
            }
            else
            {
                break;
            }
        }

        return position;
    }

    private int LineEnd(int position)
    {
        var length = text.AsSpan(position).IndexOfAny("\n\r\u2028\u2029");
        return length < 0 ? text.Length : position + length;
    }

    private TokenKind Name(int start)
    {
        End = start;
        while (End < text.Length && IsNamePart(text[End]))
        {
            if (text[End] != '\\')
            {
                End++;
                continue;
            }

            if (At(End + 1) != 'u') return Fail("Invalid Unicode escape sequence", End);
            var close = At(End + 2) == '{' ? text.IndexOf('}', End, Math.Min(12, text.Length - End)) : End + 5;
            if (close < 0 || close >= text.Length) return Fail("Invalid Unicode escape sequence", End);
            End = close + 1;
        }

        return TokenKind.Name;
    }

    private TokenKind Number()
    {
        var i = Start;
        if (text[i] == '0' && (At(i + 1) | 0x20) is 'x' or 'b' or 'o')
        {
            i += 2;
        }
        else
        {
            i = Digits(i);
            if (At(i) == '.') i = Digits(i + 1);
            var hasSign = At(i + 1) is '+' or '-';
            if ((At(i) | 0x20) == 'e' && char.IsAsciiDigit(At(hasSign ? i + 2 : i + 1))) i = Digits(i + 2);
        }

        while (char.IsAsciiLetterOrDigit(At(i)) || At(i) == '_') i++;
        End = i;
        return TokenKind.Number;
    }

    private int Digits(int i)
    {
        while (char.IsAsciiDigit(At(i)) || At(i) == '_') i++;
        return i;
    }

    private TokenKind Quoted(char quote)
    {
        for (var i = Start + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\')
            {
                if (At(i + 1) == '\r' && At(i + 2) == '\n') i++;
                i++;
            }
            else if (c == quote)
            {
                End = i + 1;
                return TokenKind.Text;
            }
            else if (c is '\n' or '\r')
            {
                break;
            }
        }

        return Fail("Invalid or unexpected token", Start);
    }

    private TokenKind Template(TokenKind whole, TokenKind part)
    {
        for (var i = Start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '`')
            {
                End = i + 1;
                return whole;
            }
            else if (text[i] == '$' && At(i + 1) == '{')
            {
                End = i + 2;
                return part;
            }
        }

        return Fail("Unterminated template literal", Start);
    }

    private TokenKind Punctuator(char first)
    {
        var (kind, length) = Punctuators.At(text, Start);
        if (length == 0) return Fail($"Unexpected token '{(char.IsControl(first) ? '?' : first)}'", Start);

        End = Start + length;
        return kind;
    }

    private TokenKind Fail(string problem, int position)
    {
        (Problem, Start, End) = (problem, position, position);
        return TokenKind.End;
    }
}
