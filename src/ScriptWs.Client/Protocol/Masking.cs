using System.Numerics;
using System.Runtime.InteropServices;

namespace ScriptWs.Protocol;

/// <summary>Undoes a client's masking in place (RFC 6455 §5.3), a vector at a time.</summary>
internal static class Masking
{
    /// <param name="payload">Payload bytes; overwritten.</param>
    /// <param name="key">The frame's masking key, its four bytes read in the machine's order.</param>
    /// <param name="offset">Where <paramref name="payload"/> starts in the frame's payload.</param>
    public static void Apply(Span<byte> payload, uint key, long offset = 0)
    {
        var rotation = (int)(offset & 3) * 8;
        if (rotation != 0)
            key = BitConverter.IsLittleEndian ? BitOperations.RotateRight(key, rotation) : BitOperations.RotateLeft(key, rotation);

        if (payload.Length >= Vector<byte>.Count)
        {
            var mask = Vector.AsVectorByte(new Vector<uint>(key));
            var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(payload);
            for (var i = 0; i < vectors.Length; i++) vectors[i] ^= mask;
            payload = payload[(vectors.Length * Vector<byte>.Count)..];
        }

        var words = MemoryMarshal.Cast<byte, uint>(payload);
        for (var i = 0; i < words.Length; i++) words[i] ^= key;

        var keyBytes = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in key));
        payload = payload[(words.Length * sizeof(uint))..];
        for (var i = 0; i < payload.Length; i++) payload[i] ^= keyBytes[i];
    }
}
