using ScriptWs.Protocol;

namespace ScriptWs.Fuzz.Wire;

/// <summary>The PROXY protocol, both versions.</summary>
internal sealed class ProxyHeaderTarget : IFuzzTarget
{
    public string Name => "wire/proxy";

    public byte[] Generate(Random random) => [.. ClientBytes.ProxyHeader(random), .. "GET / HTTP/1.1\r\n"u8];

    public Task RunAsync(byte[] input)
    {
        var once = Read([input]);

        Difference.Check(once, Read(input.Chunk(1)), "byte by byte");
        Difference.Check(once, Read(Mutation.Split(new Random(input.Length), input)), "in pieces");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Read(IEnumerable<byte[]> pieces)
    {
        var (reader, total) = (new ProxyHeaderReader(), 0);
        foreach (var piece in pieces)
        {
            var consumed = reader.Read(piece);
            if (consumed < 0 || consumed > piece.Length) throw new FuzzFailureException($"{consumed} bytes of {piece.Length} were consumed");
            total += consumed;
            if (reader is { IsMalformed: true, IsComplete: true }) throw new FuzzFailureException("a header is both complete and malformed");
            if (reader.IsMalformed) return reader.Client is null ? "malformed" : throw new FuzzFailureException("a malformed header has an address");
            if (reader.IsComplete) return $"{reader.Client} after {total} bytes";
            if (consumed < piece.Length) throw new FuzzFailureException("bytes of a header that is not complete were left");
        }

        return "more is needed";
    }
}
