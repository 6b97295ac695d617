using System.Text;

namespace ScriptWs.Testing;

/// <summary>What went over one client's wire, a line a frame, for people who read a failure. Any thread.</summary>
internal sealed class WireTrace(TimeProvider clock)
{
    private const int MaxLines = 500;
    private const int MaxWidth = 160;

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly long _start = clock.GetTimestamp();
    private int _left;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return _left == 0 ? [.. _lines] : [.. _lines, $"… and {_left} lines more"];
        }
    }

    public void Sent(string what) => Add("→", what);

    public void Received(string what) => Add("←", what);

    public void Note(string what) => Add("·", what);

    public static string Show(byte opcode, bool isFinal, ReadOnlySpan<byte> payload)
    {
        var name = opcode switch
        {
            0 => "continuation",
            1 => "text",
            2 => "binary",
            8 => "close",
            9 => "ping",
            10 => "pong",
            _ => $"opcode {opcode}",
        };
        var rest = isFinal ? "" : " (to be continued)";
        if (opcode == 8 && payload.Length >= 2)
            return $"close {(payload[0] << 8) | payload[1]} \"{Encoding.UTF8.GetString(payload[2..])}\"";
        if (payload.IsEmpty) return opcode == 1 ? "text \"\"" : name + rest;
        return opcode is 1 || (opcode is 0 or 9 or 10 && IsPrintable(payload))
            ? $"{name} \"{Encoding.UTF8.GetString(payload)}\"{rest}"
            : $"{name} {Hex.Of(payload)}{rest}";
    }

    private static bool IsPrintable(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;

    private void Add(string arrow, string what)
    {
        var oneLine = what.ReplaceLineEndings("⏎");
        if (oneLine.Length > MaxWidth) oneLine = $"{oneLine[..MaxWidth]}… ({what.Length} characters)";
        lock (_lock)
        {
            if (_lines.Count == MaxLines) _left++;
            else _lines.Add($"{clock.GetElapsedTime(_start).TotalSeconds,8:0.000} s {arrow} {oneLine}");
        }
    }
}
