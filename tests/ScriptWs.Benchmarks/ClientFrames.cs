namespace ScriptWs.Benchmarks;

/// <summary>Masked text frames as a client sends them.</summary>
internal static class ClientFrames
{
    /// <summary>So many frames of so many letters, one behind the other; at most 125 letters each.</summary>
    public static byte[] Text(int frames, int letters)
    {
        byte[] mask = [1, 2, 3, 4];
        var one = new byte[6 + letters];
        one[0] = 0x81;
        one[1] = (byte)(0x80 | letters);
        mask.CopyTo(one, 2);
        for (var i = 0; i < letters; i++) one[6 + i] = (byte)('a' ^ mask[i & 3]);
        return [.. Enumerable.Repeat(one, frames).SelectMany(bytes => bytes)];
    }
}
