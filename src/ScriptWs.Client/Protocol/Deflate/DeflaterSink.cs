namespace ScriptWs.Protocol;

/// <summary>What the platform's encoder writes to: a pooled buffer.</summary>
internal sealed class DeflaterSink : Stream
{
    /// <summary>Lent by the caller for one call. A field, because it is a mutable struct.</summary>
    private PooledBuffer _output;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes the buffer until <see cref="GiveBack"/>.</summary>
    public void Borrow(ref PooledBuffer output) => (_output, output) = (output, default);

    public void GiveBack(ref PooledBuffer output) => (output, _output) = (_output, default);

    public override void Write(ReadOnlySpan<byte> buffer) => _output.Append(buffer);

    public override void Write(byte[] buffer, int offset, int count) => _output.Append(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
