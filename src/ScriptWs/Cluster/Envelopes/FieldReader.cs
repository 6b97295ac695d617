using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ScriptWs.Cluster;

/// <summary>Reads the fields of an entry. A field that is not there is <c>false</c>, never an exception.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>What has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public bool TryByte(out byte value)
    {
        value = 0;
        if (_rest.IsEmpty) return false;

        value = _rest[0];
        _rest = _rest[1..];
        return true;
    }

    /// <summary>A varint of at most 32 bits.</summary>
    public bool TryNumber(out uint number)
    {
        number = 0;
        for (var i = 0; i < EnvelopeFormat.MaxVarint; i++)
        {
            if (!TryByte(out var part)) return false;
            if (i == EnvelopeFormat.MaxVarint - 1 && part > 0x0F) return false;
            number |= (uint)(part & 0x7F) << (7 * i);
            if (part < 0x80) return true;
        }

        return false;
    }

    public bool TryLong(out long value)
    {
        value = 0;
        if (!TryBytes(sizeof(long), out var bytes)) return false;

        value = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return true;
    }

    public bool TryBytes(uint length, out ReadOnlySpan<byte> field)
    {
        field = default;
        if (length > (uint)_rest.Length) return false;

        field = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return true;
    }

    /// <summary>A text with its length before it.</summary>
    public bool TryText(out string text)
    {
        text = "";
        if (!TryNumber(out var length) || !TryBytes(length, out var utf8) || !Utf8.IsValid(utf8)) return false;

        text = Encoding.UTF8.GetString(utf8);
        return true;
    }

    /// <summary>Ids with their number before them.</summary>
    public bool TryIds(out Guid[] ids)
    {
        ids = [];
        if (!TryNumber(out var count) || count > EnvelopeFormat.MaxIds) return false;
        if (!TryBytes(count * EnvelopeFormat.IdSize, out var bytes)) return false;

        ids = new Guid[count];
        for (var i = 0; i < ids.Length; i++) ids[i] = new Guid(bytes.Slice(i * EnvelopeFormat.IdSize, EnvelopeFormat.IdSize));
        return true;
    }
}
