using System.Buffers.Binary;

namespace ScriptWs.Running;

/// <summary>What all nodes see of a job.</summary>
/// <param name="Due">The time that was claimed last.</param>
/// <param name="HeldUntil">Until when no other node runs it; past, when no run is going on.</param>
internal readonly record struct JobRecord(DateTimeOffset Due, DateTimeOffset HeldUntil)
{
    private const int Size = 2 * sizeof(long);

    public byte[] Write()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Due.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(long)), HeldUntil.UtcTicks);
        return bytes;
    }

    /// <summary>What was written; the beginning of time where nothing was. What a later version adds behind is left out.</summary>
    public static JobRecord Read(byte[]? bytes) => bytes is not { Length: >= Size }
        ? default
        : new(TimeAt(bytes), TimeAt(bytes.AsSpan(sizeof(long))));

    private static DateTimeOffset TimeAt(ReadOnlySpan<byte> bytes) =>
        new(Math.Clamp(BinaryPrimitives.ReadInt64BigEndian(bytes), 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
}
