using System.Text;

namespace ScriptWs.Tests.Transport;

/// <summary>A stream whose reads are known before; then it ends, or stays open. What is written is kept.</summary>
internal sealed class ScriptedStream(IEnumerable<string> reads) : Stream
{
    private readonly Queue<string> _reads = new(reads);
    private readonly StringBuilder _written = new();

    public bool StaysOpen { get; set; }

    public string Written
    {
        get
        {
            lock (_written) return _written.ToString();
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_reads.TryDequeue(out var text)) return Encoding.ASCII.GetBytes(text, buffer.Span);
        if (StaysOpen) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_written) _written.Append(Encoding.ASCII.GetString(buffer.Span));
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
