using System.Text;
using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.Fuzz.Wire;

/// <summary>Request heads, and the opening handshake that they may be.</summary>
internal sealed class HeadTarget : IFuzzTarget
{
    public string Name => "wire/heads";

    public byte[] Generate(Random random) => random.Next(2) == 0 ? ClientBytes.Handshake(random) : ClientBytes.HttpRequest(random);

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
        using var reader = new RequestHeadReader();
        foreach (var piece in pieces)
        {
            var consumed = reader.Read(piece);
            if (consumed < 0 || consumed > piece.Length) throw new FuzzFailureException($"{consumed} bytes of {piece.Length} were consumed");
            if (reader.Bytes.Length > HeadLimits.MaxSize + 4) throw new FuzzFailureException($"{reader.Bytes.Length} bytes of a head are held");
            if (reader.Refusal is { } refusal) return $"refused {Describe(refusal)}";
            if (reader.Head is { } head) return Describe(head);
        }

        return "more is needed";
    }

    private static string Describe(RequestHead head)
    {
        var fields = string.Join('\n', head.Headers.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}: {field.Value}"));
        var handshake = OpeningHandshake.Read(head, out var refusal);
        if (handshake is null == refusal is null) throw new FuzzFailureException("a handshake is neither accepted nor refused");

        var answer = refusal is not null
            ? Describe(refusal)
            : Encoding.Latin1.GetString(HandshakeResponse.ToBytes(handshake!.Key, OpeningHandshake.ChooseSubprotocol(handshake.Subprotocols, ["chat"])));
        return $"{head.Method} {head.Path} {head.Query} {head.MinorVersion} {Meaning(head.Path)}\n{fields}\n{answer}";
    }

    /// <summary>What rules look at must hold no other way to write it.</summary>
    private static string Meaning(string path)
    {
        if (!path.StartsWith('/')) return path;

        var meaning = RequestPath.Of(path);
        var segments = meaning.Segments;
        if (segments.SkipLast(1).Contains("") || segments.Contains(".") || segments.Contains("..")) throw new FuzzFailureException($"{path} means the path {string.Join(" / ", segments)}");
        return meaning.Text;
    }

    private static string Describe(HttpRefusal refusal)
    {
        if (refusal.Status is < 400 or > 505) throw new FuzzFailureException($"a head is refused with {refusal.Status}");
        return Encoding.Latin1.GetString(refusal.ToBytes());
    }
}
