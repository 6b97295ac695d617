using System.Buffers;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// Compressed messages. They are deflated under the buffer's lock and after they were admitted: with context takeover the
/// order of deflating must be the order on the wire, and nothing deflated may be dropped (RFC 7692 §7.2.1).
/// </summary>
internal sealed partial class OutboundBuffer
{
    private bool Compresses(Opcode opcode, int length) =>
        compression is not null && length >= compression.MinimumSize && opcode is (Opcode.Text or Opcode.Binary);

    private void AppendDeflated(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var deflated = default(PooledBuffer);
        try
        {
            compression!.Deflater.Deflate(payload, ref deflated);
            AppendFrame(opcode, deflated.Span, compressed: true);
        }
        finally
        {
            deflated.Dispose();
        }
    }

    private void AppendDeflated(string text, int length)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        Encoding.UTF8.GetBytes(text, bytes);
        AppendDeflated(Opcode.Text, bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
