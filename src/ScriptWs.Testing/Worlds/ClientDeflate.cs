using System.IO.Compression;

namespace ScriptWs.Testing;

/// <summary>permessage-deflate from a client's end (RFC 7692 §7.2): what came before is the context of what comes next.</summary>
internal sealed class ClientDeflate : IDisposable
{
    private const int MaxMessage = 64 << 20;

    private static readonly byte[] Tail = [0, 0, 0xFF, 0xFF];

    private readonly MemoryStream _source = new();
    private readonly DeflateStream _inflater;

    public ClientDeflate() => _inflater = new DeflateStream(_source, CompressionMode.Decompress);

    public static byte[] Deflate(ReadOnlySpan<byte> message)
    {
        using var compressed = new MemoryStream();
        using (var deflater = new DeflateStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflater.Write(message);
            deflater.Flush();
            return message.IsEmpty ? [0] : compressed.ToArray()[..^Tail.Length];
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not deflated, or become too many.</exception>
    public byte[] Inflate(ReadOnlySpan<byte> payload)
    {
        _source.SetLength(0);
        _source.Write(payload);
        _source.Write(Tail);
        _source.Position = 0;
        using var message = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = _inflater.Read(chunk)) > 0)
        {
            message.Write(chunk, 0, read);
            if (message.Length > MaxMessage) throw new InvalidDataException("a message becomes larger than 64 MiB");
        }

        return message.ToArray();
    }

    public void Dispose() => _inflater.Dispose();
}
