namespace ScriptWs.Scripting;

/// <summary>
/// A hash of 64 bits (FNV-1a) that tells one state of a file from another. It resists no attacker, who could write the file
/// as well. A cryptographic one would load OpenSSL before the server listens.
/// </summary>
internal static class ContentHash
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;
    private const int BufferSize = 64 << 10;

    public static ulong Of(ReadOnlySpan<byte> content) => Add(OffsetBasis, content);

    /// <exception cref="IOException">It cannot be read.</exception>
    public static ulong Of(Stream content)
    {
        var (hash, buffer) = (OffsetBasis, new byte[BufferSize]);
        while (content.Read(buffer) is > 0 and var read) hash = Add(hash, buffer.AsSpan(..read));
        return hash;
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> content)
    {
        foreach (var value in content) hash = (hash ^ value) * Prime;
        return hash;
    }
}
