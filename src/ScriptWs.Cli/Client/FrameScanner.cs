using System.Buffers.Binary;

namespace ScriptWs.Cli.Client;

/// <summary>
/// Finds a server's messages in bytes as they come, and keeps nothing but how each begins: for a client that counts
/// messages and does not read them. <see cref="MessageInput"/> gives whole ones, and allocates for each.
/// </summary>
internal sealed class FrameScanner
{
    /// <summary>How much of a message's beginning is kept; all of a control frame.</summary>
    public const int MaxHead = ClientFrames.MaxControlPayload;

    private static readonly string TooLong = $"sent a message of more than {MessageInput.MaxMessage >> 20} MiB";

    private readonly byte[] _header = new byte[10];
    private readonly byte[] _head = new byte[MaxHead];
    private readonly byte[] _control = new byte[MaxHead];
    private int _headerLength;
    private bool _isFinal;
    private ClientOpcode _frame;
    private ClientOpcode? _open;
    private long _payload = -1;
    private long _payloadRead;
    private long _messageLength;

    /// <summary>What ended last: Text, Binary, or a control frame.</summary>
    public ClientOpcode Opcode { get; private set; }

    /// <summary>Its length in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>How it begins; a control frame's whole payload.</summary>
    public ReadOnlySpan<byte> Head => (Opcode >= ClientOpcode.Close ? _control : _head).AsSpan(0, (int)Math.Min(Length, MaxHead));

    /// <summary>Goes on to the end of the next message or control frame, and takes what it used off <paramref name="bytes"/>.</summary>
    /// <returns>Whether one ended; <c>false</c> when all bytes are used and more must come.</returns>
    /// <exception cref="ClientException">The server broke the protocol.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> bytes)
    {
        while (_payload >= 0 || TryReadHeader(ref bytes))
        {
            ReadPayload(ref bytes);
            if (_payloadRead < _payload) return false;

            var length = _payload;
            _payload = -1;
            if (_frame >= ClientOpcode.Close) return Ended(_frame, length);

            _open ??= _frame;
            _messageLength += length;
            if (!_isFinal) continue;

            var opcode = _open.Value;
            var whole = _messageLength;
            (_open, _messageLength) = (null, 0);
            return Ended(opcode, whole);
        }

        return false;
    }

    private bool Ended(ClientOpcode opcode, long length)
    {
        (Opcode, Length) = (opcode, length);
        return true;
    }

    private bool TryReadHeader(ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var needed = _headerLength < 2 ? 2 : 2 + ExtraLength;
            if (_headerLength == needed) break;

            var count = Math.Min(needed - _headerLength, bytes.Length);
            bytes[..count].CopyTo(_header.AsSpan(_headerLength));
            bytes = bytes[count..];
            _headerLength += count;
            if (_headerLength < needed) return false;
        }

        _headerLength = 0;
        _payloadRead = 0;
        _isFinal = (_header[0] & 0x80) != 0;
        _frame = (ClientOpcode)(_header[0] & 0x0F);
        var length = ExtraLength switch
        {
            0 => _header[1] & 0x7Fu,
            2 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
            _ => BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(2)),
        };

        Check((_header[0] & 0x70) == 0, "set a reserved bit that no extension was agreed for");
        Check((_header[1] & 0x80) == 0, "masked a frame");
        Check(_frame is <= ClientOpcode.Binary or (>= ClientOpcode.Close and <= ClientOpcode.Pong), "sent a frame with a reserved opcode");
        Check(_frame < ClientOpcode.Close || (_isFinal && length <= ClientFrames.MaxControlPayload), "sent a control frame that is fragmented or longer than 125 bytes");
        Check(_frame >= ClientOpcode.Close || (_frame == ClientOpcode.Continuation) == _open is not null, "mixed up the fragments of a message");
        Check(length <= MessageInput.MaxMessage && _messageLength + (long)length <= MessageInput.MaxMessage, TooLong);
        _payload = (long)length;
        return true;
    }

    private int ExtraLength => (_header[1] & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };

    private void ReadPayload(ref ReadOnlySpan<byte> bytes)
    {
        var part = bytes[..(int)Math.Min(_payload - _payloadRead, bytes.Length)];
        bytes = bytes[part.Length..];
        var isControl = _frame >= ClientOpcode.Close;
        var at = (isControl ? 0 : _messageLength) + _payloadRead;
        if (at < MaxHead) part[..(int)Math.Min(part.Length, MaxHead - at)].CopyTo((isControl ? _control : _head).AsSpan((int)at));
        _payloadRead += part.Length;
    }

    private static void Check(bool condition, string violation)
    {
        if (!condition) throw new ClientException($"the server broke the protocol: it {violation}.");
    }
}
