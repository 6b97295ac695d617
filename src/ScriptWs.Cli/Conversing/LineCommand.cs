using System.Globalization;
using System.Text;
using ScriptWs.Cli.Client;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Conversing;

/// <summary>What a typed line asks for.</summary>
/// <param name="Opcode">What to send.</param>
/// <param name="Payload">With it.</param>
internal sealed record LineCommand(Opcode Opcode, byte[] Payload)
{
    public const string Help = """
        a line is sent as a text message; lines that begin with one of these are not:
        /ping [TEXT]           send a Ping and show its round trip
        /close [CODE [REASON]] close, by default with 1000
        /hex 00 ff 7f          send a binary message
        /quit, Ctrl+D          close with 1000 and end
        /help                  this
        //TEXT                 send /TEXT, also when it is one of these
        """;

    private const int NormalClosure = 1000;

    /// <summary>What <c>/quit</c> and the end of the input mean.</summary>
    public static LineCommand Quit { get; } = new(Opcode.Close, ClientFrames.CloseBody(NormalClosure, []));

    /// <returns>What to send; <c>null</c> when nothing is, and then <paramref name="problem"/> says why.</returns>
    public static LineCommand? Parse(string line, out string problem)
    {
        problem = "";
        var (word, rest) = line.IndexOf(' ') is var space and > 0 ? (line[..space], line[(space + 1)..].Trim()) : (line, "");
        switch (word)
        {
            case "/help":
                problem = Help;
                return null;
            case "/quit":
                return Quit;
            case "/ping":
                return ParsePing(rest, out problem);
            case "/close":
                return ParseClose(rest, out problem);
            case "/hex":
                return ParseHex(rest, out problem);
            default:
                return new(Opcode.Text, Encoding.UTF8.GetBytes(line.StartsWith("//", StringComparison.Ordinal) ? line[1..] : line));
        }
    }

    private static LineCommand? ParsePing(string text, out string problem)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        problem = payload.Length > ClientFrames.MaxControlPayload ? $"a Ping carries {ClientFrames.MaxControlPayload} bytes at most, this is {payload.Length}" : "";
        return problem.Length > 0 ? null : new(Opcode.Ping, payload);
    }

    private static LineCommand? ParseClose(string text, out string problem)
    {
        problem = "";
        if (text.Length == 0) return Quit;

        var (first, rest) = text.IndexOf(' ') is var space and > 0 ? (text[..space], text[(space + 1)..].Trim()) : (text, "");
        var reason = Encoding.UTF8.GetBytes(rest);

        // RFC 6455 §7.4: what a client may send. The rest is for programs in their own heads, or not defined.
        if (!ushort.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            || code is not ((>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999)))
            problem = $"\"{first}\" is not a status code to send; there are 1000 to 1003, 1007 to 1014 and 3000 to 4999";
        else if (reason.Length > ClientFrames.MaxControlPayload - 2)
            problem = $"a reason has {ClientFrames.MaxControlPayload - 2} bytes at most, this is {reason.Length}";
        return problem.Length > 0 ? null : new(Opcode.Close, ClientFrames.CloseBody(code, reason));
    }

    private static LineCommand? ParseHex(string text, out string problem)
    {
        try
        {
            problem = "";
            return new(Opcode.Binary, Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal)));
        }
        catch (FormatException)
        {
            problem = "/hex takes pairs of hexadecimal digits, as in /hex 00 ff 7f";
            return null;
        }
    }
}
