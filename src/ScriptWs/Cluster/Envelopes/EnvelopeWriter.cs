using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Cluster;

/// <summary>Writes one envelope after the other into one buffer. One thread at a time.</summary>
internal sealed class EnvelopeWriter
{
    /// <summary>A buffer that one large message has made larger than this is let go.</summary>
    private const int MaxKept = 1 << 20;

    private ArrayBufferWriter<byte> _bytes = new(512);

    public int Length => _bytes.WrittenCount;

    public bool IsEmpty => Length == 0;

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Begin(uint node, uint sequence)
    {
        var head = _bytes.GetSpan(EnvelopeFormat.HeadSize);
        head[0] = EnvelopeFormat.Version;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], node);
        BinaryPrimitives.WriteUInt32BigEndian(head[5..], sequence);
        _bytes.Advance(EnvelopeFormat.HeadSize);
    }

    public void Add(in NodeMessage message)
    {
        var flags = FlagsOf(message);
        var (only, except) = (message.Only, message.Except);
        var length = 1 + SizeOf(message.Topic) + SizeOf(message.User) + SizeOf(only) + SizeOf(except) + SizeOf(message.Subprotocol)
            + message.Frame.PayloadLength;
        BeginEntry(EntryKind.Message, length);
        Write((byte)flags);
        WriteText(message.Topic);
        WriteText(message.User);
        WriteIds(only);
        WriteIds(except);
        WriteText(message.Subprotocol);
        _bytes.Write(message.Frame.Payload);
    }

    /// <summary>Adds an entry of any kind.</summary>
    public void Add(EntryKind kind, ReadOnlySpan<byte> body)
    {
        BeginEntry(kind, body.Length);
        _bytes.Write(body);
    }

    /// <summary>Empties it, when what was written has left.</summary>
    public void Clear()
    {
        if (_bytes.Capacity > MaxKept) Forget();
        else _bytes.ResetWrittenCount();
    }

    /// <summary>Empties it while something may still read what was written: that keeps its buffer.</summary>
    public void Forget() => _bytes = new(512);

    private static MessageFlags FlagsOf(in NodeMessage message) =>
        (message.Frame.Opcode == Opcode.Binary ? MessageFlags.Binary : 0)
        | (message.Topic is null ? 0 : MessageFlags.Topic)
        | (message.User is null ? 0 : MessageFlags.User)
        | (message.Only is null ? 0 : MessageFlags.Only)
        | (message.Except is null ? 0 : MessageFlags.Except)
        | (message.Subprotocol is null ? 0 : MessageFlags.Subprotocol);

    private static int SizeOf(string? text) => text is null ? 0 : WithLength(Encoding.UTF8.GetByteCount(text));

    private static int SizeOf(IReadOnlyCollection<Guid>? ids) =>
        ids is null ? 0 : SizeOf((uint)ids.Count) + (ids.Count * EnvelopeFormat.IdSize);

    private static int WithLength(int count) => SizeOf((uint)count) + count;

    private static int SizeOf(uint number)
    {
        var size = 1;
        for (; number >= 0x80; number >>= 7) size++;
        return size;
    }

    private void BeginEntry(EntryKind kind, int length)
    {
        Write((byte)kind);
        WriteNumber((uint)length);
    }

    private void Write(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private void WriteNumber(uint number)
    {
        for (; number >= 0x80; number >>= 7) Write((byte)(number | 0x80));
        Write((byte)number);
    }

    private void WriteText(string? text)
    {
        if (text is null) return;

        var count = Encoding.UTF8.GetByteCount(text);
        WriteNumber((uint)count);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(count)));
    }

    private void WriteIds(IReadOnlyCollection<Guid>? ids)
    {
        if (ids is null) return;

        WriteNumber((uint)ids.Count);
        foreach (var id in ids)
        {
            id.TryWriteBytes(_bytes.GetSpan(EnvelopeFormat.IdSize));
            _bytes.Advance(EnvelopeFormat.IdSize);
        }
    }
}
