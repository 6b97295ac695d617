using System.Text;
using System.Text.Unicode;
using ScriptWs.Cli.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Conversing;

/// <summary>
/// What is printed of a conversation. For a person: everything in one place, marked <c>&lt;</c> when it came and
/// <c>*</c> when it is about the connection. For a program: messages as they are on stdout, the rest on stderr.
/// </summary>
internal sealed class Transcript(Action<string> message, Action<string> notice, bool isForPeople, bool hasColors)
{
    private const int BytesPerLine = 16;
    private const string Grey = "90";
    private const string Cyan = "36";

    public void Add(Received received)
    {
        switch (received.Opcode)
        {
            case Opcode.Text when isForPeople:
                message($"{Paint("<", Cyan)} {Printable.Lines(received.Text).Replace("\n", "\n  ", StringComparison.Ordinal)}");
                break;
            case Opcode.Text:
                message(received.Text);
                break;
            case Opcode.Binary when isForPeople:
                message($"{Paint("<", Cyan)} {Count(received.Payload.Length)}:{Hex(received.Payload, "\n  ")}");
                break;
            case Opcode.Binary:
                message(Hex(received.Payload, " ").TrimStart());
                break;
            case Opcode.Ping:
                Notice($"ping{Quoted(received.Payload)}, answered");
                break;
        }
    }

    public void Pong(byte[] payload, TimeSpan? latency) =>
        Notice($"pong{Quoted(payload)}{(latency is { } time ? $" after {time.TotalMilliseconds:0.0} ms" : ", unasked for")}");

    public void Closed(string who, int? code, string reason)
    {
        var status = code is null ? "without a status code" : $"with {code}{(reason.Length == 0 ? "" : $" \"{Printable.Line(reason)}\"")}";
        Notice($"closed by {who} {status}");
    }

    public void Notice(string text) => notice(isForPeople ? Paint($"* {text}", Grey) : text);

    /// <summary>What a Ping or Pong carries: text when it is some, else bytes.</summary>
    private static string Quoted(byte[] payload)
    {
        if (payload.Length == 0) return "";
        var text = Encoding.UTF8.GetString(payload);
        return Utf8.IsValid(payload) && text == Printable.Line(text) ? $" \"{text}\"" : $" {string.Join(' ', payload.Select(b => b.ToString("x2", null)))}";
    }

    private static string Count(int bytes) => bytes == 1 ? "1 byte" : $"{bytes} bytes";

    private static string Hex(byte[] bytes, string between) =>
        string.Concat(bytes.Chunk(BytesPerLine).Select(line => between + string.Join(' ', line.Select(b => b.ToString("x2", null)))));

    private string Paint(string text, string color) => hasColors ? $"\e[{color}m{text}\e[0m" : text;
}
