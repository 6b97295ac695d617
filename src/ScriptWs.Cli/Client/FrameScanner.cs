using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Client;

/// <summary>
/// Finds a server's messages in bytes as they come, and keeps nothing but how each begins: for a client that counts
/// messages and does not read them. <see cref="MessageInput"/> gives whole ones, and allocates for each.
/// </summary>
internal sealed class FrameScanner
{
    /// <summary>How much of a message's beginning is kept; all of a control frame.</summary>
    public const int MaxHead = ClientFrames.MaxControlPayload;

    private readonly ServerFrameReader _frames = new(MessageInput.MaxMessage);
    private readonly byte[] _head = new byte[MaxHead];
    private readonly byte[] _control = new byte[MaxHead];

    /// <summary>What ended last: Text, Binary, or a control frame.</summary>
    public Opcode Opcode { get; private set; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>How it begins; a control frame's whole payload.</summary>
    public ReadOnlySpan<byte> Head => (Opcode >= Opcode.Close ? _control : _head).AsSpan(0, (int)Math.Min(Length, MaxHead));

    /// <summary>Goes on to the end of the next message or control frame, and takes what it used off <paramref name="bytes"/>.</summary>
    /// <returns>Whether one ended; <c>false</c> when all bytes are used and more must come.</returns>
    /// <exception cref="ServerFaultException">The server broke the protocol.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> bytes)
    {
        while (_frames.TryRead(ref bytes, out var piece))
        {
            var isControl = _frames.Frame.IsControl;
            var read = isControl ? _frames.FrameRead : _frames.MessageRead;
            Keep(piece, read - piece.Length, isControl ? _control : _head);
            if (!(isControl ? _frames.IsFrameWhole : _frames.IsMessageWhole)) continue;

            (Opcode, Length) = (isControl ? _frames.Frame.Opcode : _frames.Message, read);
            return true;
        }

        return false;
    }

    private static void Keep(ReadOnlySpan<byte> piece, long offset, byte[] head)
    {
        if (offset < MaxHead) piece[..(int)Math.Min(piece.Length, MaxHead - offset)].CopyTo(head.AsSpan((int)offset));
    }
}
