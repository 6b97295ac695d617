using System.Buffers.Binary;

namespace ScriptWs.Cluster;

/// <summary>Reads an envelope. Whatever the bytes are, nothing is thrown.</summary>
internal ref struct EnvelopeReader
{
    private FieldReader _rest;

    private EnvelopeReader(uint node, uint sequence, ReadOnlySpan<byte> rest)
    {
        (Node, Sequence) = (node, sequence);
        _rest = new(rest);
    }

    public uint Node { get; }

    public uint Sequence { get; }

    /// <summary>Whether what follows the last entry that was read is none.</summary>
    public bool IsBroken { get; private set; }

    /// <returns><c>false</c> when it is too short, or another version's.</returns>
    public static bool TryBegin(ReadOnlySpan<byte> envelope, out EnvelopeReader reader)
    {
        reader = default;
        if (envelope.Length < EnvelopeFormat.HeadSize || envelope[0] != EnvelopeFormat.Version) return false;

        reader = new(
            BinaryPrimitives.ReadUInt32BigEndian(envelope[1..]),
            BinaryPrimitives.ReadUInt32BigEndian(envelope[5..]),
            envelope[EnvelopeFormat.HeadSize..]);
        return true;
    }

    /// <returns><c>false</c> at the end, or where <see cref="IsBroken"/>.</returns>
    public bool TryNext(out EntryKind kind, out ReadOnlySpan<byte> body)
    {
        kind = default;
        body = default;
        if (_rest.IsAtEnd || IsBroken) return false;

        if (_rest.TryByte(out var number) && _rest.TryNumber(out var length) && _rest.TryBytes(length, out body))
        {
            kind = (EntryKind)number;
            return true;
        }

        IsBroken = true;
        return false;
    }
}
