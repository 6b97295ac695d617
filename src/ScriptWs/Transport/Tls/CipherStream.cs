using System.Buffers;

namespace ScriptWs.Transport;

/// <summary>
/// What lies below TLS. Reading waits for bytes; writing never waits: what the kernel does not take goes out by itself
/// later, and <see cref="IsBehind"/> makes the encrypting side stop meanwhile.
/// </summary>
internal sealed class CipherStream(ISocketWire wire, Action writable) : Stream
{
    private readonly Lock _lock = new();
    private byte[]? _tail;
    private int _tailLength;
    private int _waiting;
    private bool _completes;
    private bool _ended;

    /// <summary>Whether encrypted bytes wait for the client to read; <c>writable</c> is called when they have gone.</summary>
    public bool IsBehind => Volatile.Read(ref _waiting) > 0;

    /// <summary>Encrypted bytes that wait for the client to read.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Bytes that were read from the socket and have not been decrypted yet.</summary>
    public ReadOnlyMemory<byte> ReadBefore { private get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Without a buffer it waits only, so that an idle connection holds none of TLS.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ReadBefore.IsEmpty) return buffer.IsEmpty ? wire.WaitAsync() : wire.ReceiveAsync(buffer);

        var count = Math.Min(buffer.Length, ReadBefore.Length);
        ReadBefore[..count].CopyTo(buffer);
        ReadBefore = ReadBefore[count..];
        return new ValueTask<int>(count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            if (_ended) return;
            if (_waiting > 0)
            {
                Append(buffer);
                return;
            }

            var sent = wire.Send(buffer);
            if (sent == buffer.Length) return;

            Append(buffer[sent..]);
        }

        _ = SendTailAsync();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends our direction when all has gone out.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completes = true;
            if (_waiting == 0) EndOutput();
        }
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (_lock) _ended = true;
        wire.Close();
        base.Dispose(disposing);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var needed = _tailLength + bytes.Length;
        if (_tail is null || _tail.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(needed);
            _tail.AsSpan(0, _tailLength).CopyTo(larger);
            if (_tail is not null) ArrayPool<byte>.Shared.Return(_tail);
            _tail = larger;
        }

        bytes.CopyTo(_tail.AsSpan(_tailLength));
        _tailLength = needed;
        Volatile.Write(ref _waiting, _waiting + bytes.Length);
    }

    /// <summary>Sends what is behind, and what comes to it meanwhile, piece by piece.</summary>
    private async Task SendTailAsync()
    {
        var succeeded = true;
        while (true)
        {
            byte[] piece;
            int length;
            lock (_lock)
            {
                if (_tailLength == 0 || _ended || !succeeded) break;
                (piece, length) = (_tail!, _tailLength);
                (_tail, _tailLength) = (null, 0);
            }

            try
            {
                await wire.SendAsync(piece.AsMemory(0, length)).ConfigureAwait(false);
            }
            catch (IOException)
            {
                succeeded = false; // the reading half sees the same and reports it
            }

            ArrayPool<byte>.Shared.Return(piece);
            lock (_lock) Volatile.Write(ref _waiting, _waiting - length);
        }

        lock (_lock)
        {
            if (!succeeded) _ended = true;
            if (_completes) EndOutput();
        }

        if (succeeded) writable();
    }

    private void EndOutput()
    {
        _ended = true;
        wire.EndOutput();
    }
}
