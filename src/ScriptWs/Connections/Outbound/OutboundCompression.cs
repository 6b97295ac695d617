using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>How one connection's messages are compressed; owned by its <see cref="OutboundBuffer"/>, under its lock.</summary>
/// <param name="agreed">What was negotiated.</param>
/// <param name="minimumSize">Bytes; smaller messages go out as they are.</param>
internal sealed class OutboundCompression(PermessageDeflate agreed, int minimumSize) : IDisposable
{
    public int MinimumSize => minimumSize;

    /// <summary>Whether each message must be deflated for this connection alone, since it refers to earlier ones or the window is small.</summary>
    public bool DeflatesAlone => !agreed.TakesSharedMessages;

    public MessageDeflater Deflater { get; } = agreed.CreateDeflater();

    public void Dispose() => Deflater.Dispose();
}
