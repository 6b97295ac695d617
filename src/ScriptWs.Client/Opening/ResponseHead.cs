namespace ScriptWs.Client;

/// <summary>The head of a server's answer to an opening handshake.</summary>
/// <param name="StatusLine">As it came.</param>
/// <param name="Headers">By their names in lower case; the values of a repeated field are joined with <c>", "</c> (RFC 9110 §5.3).</param>
internal sealed record ResponseHead(string StatusLine, IReadOnlyDictionary<string, string> Headers)
{
    private const int StatusDigits = 3;
    private const int SwitchingProtocols = 101;

    /// <summary>The status; 0 when the line has none.</summary>
    public int Status { get; } = StatusOf(StatusLine);

    public bool IsSwitching => Status == SwitchingProtocols;

    /// <summary>The value of a field, its name in any case.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name.ToLowerInvariant());

    private static int StatusOf(string line)
    {
        if (line.Split(' ') is not [_, { Length: StatusDigits } digits, ..] || !digits.All(char.IsAsciiDigit)) return 0;
        return digits.Aggregate(0, (status, digit) => (status * 10) + (digit - '0'));
    }
}
