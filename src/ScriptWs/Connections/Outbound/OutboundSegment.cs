namespace ScriptWs.Connections;

/// <summary>A piece of an <see cref="OutboundBuffer"/> that waits for the wire; owned by the buffer's lock.</summary>
internal sealed class OutboundSegment(byte[] bytes, int start, int end, bool pooled)
{
    public byte[] Bytes { get; } = bytes;

    public int Start { get; set; } = start;

    public int End { get; } = end;

    public bool Pooled { get; } = pooled;
}
