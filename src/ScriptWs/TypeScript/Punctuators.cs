using static ScriptWs.TypeScript.TokenKind;

namespace ScriptWs.TypeScript;

/// <summary>The signs of the language, the longest first.</summary>
internal static class Punctuators
{
    /// <returns>What stands at a position; the length is 0 when it is no sign.</returns>
    public static (TokenKind Kind, int Length) At(string text, int position)
    {
        var (second, third) = (Char(text, position + 1), Char(text, position + 2));
        return text[position] switch
        {
            '{' => (OpenBrace, 1),
            '}' => (CloseBrace, 1),
            '(' => (OpenParen, 1),
            ')' => (CloseParen, 1),
            '[' => (OpenBracket, 1),
            ']' => (CloseBracket, 1),
            ';' => (Semicolon, 1),
            ',' => (Comma, 1),
            ':' => (Colon, 1),
            '~' => (Tilde, 1),
            '@' => (TokenKind.At, 1),
            '>' => (Greater, 1),
            '.' => second == '.' && third == '.' ? (Ellipsis, 3) : (Dot, 1),
            '=' => second == '=' ? (Operator, third == '=' ? 3 : 2) : second == '>' ? (Arrow, 2) : (EqualSign, 1),
            '!' => second == '=' ? (Operator, third == '=' ? 3 : 2) : (Exclamation, 1),
            '<' => second == '<' ? third == '=' ? (Assignment, 3) : (ShiftLeft, 2) : second == '=' ? (Operator, 2) : (Less, 1),
            '+' => second == '+' ? (PlusPlus, 2) : second == '=' ? (Assignment, 2) : (Plus, 1),
            '-' => second == '-' ? (MinusMinus, 2) : second == '=' ? (Assignment, 2) : (Minus, 1),
            '*' => second == '*' ? third == '=' ? (Assignment, 3) : (Operator, 2) : second == '=' ? (Assignment, 2) : (Star, 1),
            '/' => second == '=' ? (SlashEquals, 2) : (Slash, 1),
            '%' or '^' => second == '=' ? (Assignment, 2) : (Operator, 1),
            '&' => second == '&' ? third == '=' ? (Assignment, 3) : (Operator, 2) : second == '=' ? (Assignment, 2) : (Ampersand, 1),
            '|' => second == '|' ? third == '=' ? (Assignment, 3) : (Operator, 2) : second == '=' ? (Assignment, 2) : (Bar, 1),
            '?' => second == '?' ? third == '=' ? (Assignment, 3) : (Operator, 2)
                : second == '.' && !char.IsAsciiDigit(third) ? (QuestionDot, 2)
                : (Question, 1),
            _ => (End, 0),
        };
    }

    private static char Char(string text, int position) => position < text.Length ? text[position] : '\0';
}
