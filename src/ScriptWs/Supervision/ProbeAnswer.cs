using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Supervision;

/// <summary>The far end of a probe: reads an opening handshake and answers it, with a Close frame behind it; no client, no connection.</summary>
internal sealed class ProbeAnswer(ITransport transport) : ITransportSink
{
    private readonly RequestHeadReader _reader = new();
    private bool _answered;

    /// <summary>What a probe wants to see.</summary>
    public static ReadOnlySpan<byte> StatusLine => "HTTP/1.1 101 "u8;

    public bool OnReceived(Span<byte> bytes)
    {
        if (_answered) return true;

        _reader.Read(bytes);
        if (_reader.Head is not { } head || OpeningHandshake.Read(head, out _) is not { } request) return true;

        _answered = true;
        Span<byte> close = stackalloc byte[CloseBody.MaxSize];
        var length = CloseBody.Write(close, CloseStatuses.Bye);
        Span<byte> frame = stackalloc byte[FrameHeader.Size(length) + length];
        FrameHeader.Write(frame, Opcode.Close, length);
        close[..length].CopyTo(frame[FrameHeader.Size(length)..]);
        transport.Write([.. HandshakeResponse.ToBytes(request.Key, null), .. frame]);
        transport.CloseOutput();
        return true;
    }

    public void OnWritable()
    {
        // An answer of some hundred bytes fits, and who does not take it is ended by the probe's own timeout.
    }

    public void OnDisconnected() => _reader.Dispose();
}
