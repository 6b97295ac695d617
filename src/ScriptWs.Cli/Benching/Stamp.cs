using System.Buffers.Text;
using System.Text;

namespace ScriptWs.Cli.Benching;

/// <summary>When a message of a fan-out was to leave, written into it: <c>@bench:</c> and 16 hexadecimal digits. A script may put text before it.</summary>
internal static class Stamp
{
    /// <summary>The smallest message that can hold one.</summary>
    public const int Length = 23;

    private static readonly byte[] Mark = "@bench:"u8.ToArray();

    /// <summary>A message of <paramref name="size"/> bytes that begins with a stamp.</summary>
    public static byte[] Message(long time, int size) => Encoding.ASCII.GetBytes($"@bench:{time:x16}".PadRight(size, '.'));

    /// <returns>Whether the beginning of a message holds a stamp.</returns>
    public static bool TryRead(ReadOnlySpan<byte> head, out long time)
    {
        time = 0;
        var at = head.IndexOf(Mark);
        return at >= 0 && head.Length >= at + Length && Utf8Parser.TryParse(head.Slice(at + Mark.Length, Length - Mark.Length), out time, out var read, 'x') && read == Length - Mark.Length;
    }
}
