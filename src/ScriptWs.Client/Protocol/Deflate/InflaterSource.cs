namespace ScriptWs.Protocol;

/// <summary>
/// What the platform's decoder reads from: bytes of the caller's span, lent for one call, so that nothing is allocated.
/// The last two bytes are handed out singly, because the decoder does not tell how many it has used: if it ends before
/// them, more than the empty block follows, and if it ends between them, it is known what follows.
/// </summary>
internal sealed unsafe class InflaterSource : Stream
{
    private const int SingleBytes = 2;

    private byte* _next;

    /// <summary>How many bytes were not handed out.</summary>
    public int Remaining { get; private set; }

    /// <summary>Whether the decoder asked for more than there was; it does so until its final block has ended.</summary>
    public bool IsDrained { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <param name="first">Pinned by the caller until the decoder has been read to its end.</param>
    /// <param name="length">How many bytes.</param>
    public void Set(byte* first, int length)
    {
        _next = first;
        (Remaining, IsDrained) = (length, false);
    }

    public override int Read(Span<byte> buffer)
    {
        if (Remaining == 0)
        {
            IsDrained = true;
            return 0;
        }

        var count = Math.Min(buffer.Length, Math.Max(1, Remaining - SingleBytes));
        new ReadOnlySpan<byte>(_next, count).CopyTo(buffer);
        _next += count;
        Remaining -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
