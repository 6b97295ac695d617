using System.Buffers.Binary;

namespace ScriptWs.Scripting;

/// <summary>
/// The first 16 bytes of a SHA-256. Two numbers and not one of 128 bits: code that touches a <see cref="UInt128"/> is never
/// compiled ahead of time, and what depends on files would be compiled at each start.
/// </summary>
internal readonly record struct ContentHash(ulong Low, ulong High)
{
    public static ContentHash Of(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[sizeof(ulong)..]));
}
