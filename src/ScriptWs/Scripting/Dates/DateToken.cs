namespace ScriptWs.Scripting;

/// <summary>A piece of a text that is to be a date.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A number's value, a sign or another symbol as its character, what a word stands for.</param>
/// <param name="Length">Its characters.</param>
internal readonly record struct DateToken(DateTokenKind Kind, int Value, int Length)
{
    public bool IsNumber => Kind == DateTokenKind.Number;

    public bool IsEnd => Kind == DateTokenKind.End;

    public bool IsSign => Kind == DateTokenKind.Symbol && Value is '+' or '-';

    public bool IsSymbol(char symbol) => Kind == DateTokenKind.Symbol && Value == symbol;

    public bool IsNumberOf(int digits) => IsNumber && Length == digits;

    /// <summary>The word <c>Z</c>.</summary>
    public bool IsZulu => Kind == DateTokenKind.Zone && Length == 1;
}
