using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ScriptWs.Cluster;

/// <summary>Writes the fields of an entry, as <see cref="FieldReader"/> reads them.</summary>
internal sealed class FieldWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] Written => _bytes.WrittenSpan.ToArray();

    public FieldWriter Byte(byte value)
    {
        _bytes.Write([value]);
        return this;
    }

    /// <summary>A varint of at most 32 bits.</summary>
    public FieldWriter Number(uint number)
    {
        for (; number >= 0x80; number >>= 7) Byte((byte)(number | 0x80));
        return Byte((byte)number);
    }

    public FieldWriter Long(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
        return this;
    }

    /// <summary>A text with its length before it.</summary>
    public FieldWriter Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Number((uint)length);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length)));
        return this;
    }

    /// <summary>Bytes up to the end of the entry.</summary>
    public FieldWriter Rest(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }
}
