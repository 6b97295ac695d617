using System.IO.Compression;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>gzip and deflate for the streams of scripts.</summary>
internal static class CompressionNatives
{
    private const int ChunkSize = 64 << 10;

    public static void Add(NativeFunctions native)
    {
        OffTurn.AddLong(native, "compress", static a => Compress(a.Text(0), a.Bytes(1)), NewBytes);
        OffTurn.AddLong(native, "decompress", static a => Decompress(a.Text(0), a.Bytes(1)), NewBytes);
    }

    private static byte[] Compress(string format, byte[] data)
    {
        using var result = new MemoryStream();
        using (var packing = Packing(format, result)) packing.Write(data);
        return result.ToArray();
    }

    /// <summary>A few bytes may stand for very many: it ends at the largest buffer of a script.</summary>
    private static byte[] Decompress(string format, byte[] data)
    {
        using var source = new MemoryStream(data);
        using var unpacking = Unpacking(format, source);
        using var result = new MemoryStream();
        var chunk = new byte[ChunkSize];
        try
        {
            for (int count; (count = unpacking.Read(chunk)) > 0;)
            {
                result.Write(chunk, 0, count);
                if (result.Length > ScriptLimits.MaxBufferSize)
                    throw new OffTurnException($"The data is larger than {ScriptLimits.MaxBufferSize >> 20} MiB when it is decompressed.");
            }
        }
        catch (InvalidDataException)
        {
            throw new OffTurnException($"The data is not compressed as {format}.");
        }

        return result.ToArray();
    }

    private static Stream Packing(string format, Stream target) => format switch
    {
        "gzip" => new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true),
        "deflate" => new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true),
        _ => new DeflateStream(target, CompressionLevel.Optimal, leaveOpen: true),
    };

    private static Stream Unpacking(string format, Stream source) => format switch
    {
        "gzip" => new GZipStream(source, CompressionMode.Decompress),
        "deflate" => new ZLibStream(source, CompressionMode.Decompress),
        _ => new DeflateStream(source, CompressionMode.Decompress),
    };

    private static JsValue NewBytes(Engine engine, byte[] bytes) => engine.Intrinsics.Uint8Array.Construct(bytes);
}
