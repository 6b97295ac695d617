namespace ScriptWs.Syntax;

/// <summary>Reads numbers of the wire: decimal digits and nothing else, neither signs nor spaces, so that no two programs read two numbers.</summary>
public static class DecimalText
{
    /// <summary>More digits than any number of the wire needs.</summary>
    private const int MaxDigits = 19;

    /// <param name="text">The digits.</param>
    /// <param name="most">The largest number.</param>
    /// <returns><c>null</c> when it is no such number.</returns>
    public static long? Parse(ReadOnlySpan<char> text, long most = long.MaxValue)
    {
        if (text.Length is 0 or > MaxDigits) return null;

        ulong number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit)) return null;
            number = (number * 10) + (ulong)(digit - '0');
        }

        return number <= (ulong)most ? (long)number : null;
    }
}
