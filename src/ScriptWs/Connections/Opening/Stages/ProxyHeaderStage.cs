using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>The stage ahead of the request where a trusted proxy reports the client's address. Under TLS it comes unencrypted.</summary>
internal sealed class ProxyHeaderStage(Opening opening, ClientAddress client) : IOpeningStage, IPreambleSink
{
    private readonly ProxyHeaderReader _header = new();

    public OpeningState State => OpeningState.ReadingHead;

    public bool WantsPreamble => true;

    public int OnPreamble(Span<byte> bytes)
    {
        TryTake(bytes, out var headerBytes);
        return headerBytes;
    }

    public bool OnReceived(Span<byte> bytes) =>
        !TryTake(bytes, out var headerBytes) || headerBytes == bytes.Length || opening.OnReceived(bytes[headerBytes..]);

    /// <param name="bytes">What came.</param>
    /// <param name="headerBytes">How many of the bytes belong to the header.</param>
    /// <returns>Whether the header is complete and the client may connect: the next stage takes the rest.</returns>
    private bool TryTake(ReadOnlySpan<byte> bytes, out int headerBytes)
    {
        headerBytes = _header.Read(bytes);
        if (!_header.IsMalformed && !_header.IsComplete) return false;

        // A malformed header might speak for anybody: no answer is safe.
        if (!_header.IsMalformed && client.TakeProxied(_header.Client)) return opening.TryMove(this, new RequestHeadStage(opening, client));

        opening.Transport.Abort();
        return false;
    }
}
