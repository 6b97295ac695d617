namespace ScriptWs.Client;

/// <summary>What a stream brings, for readers that take spans: what one leaves is there for the next. One reader at a time.</summary>
internal sealed class ClientInput(Stream stream)
{
    private const int BufferSize = 16 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;

    /// <summary>What was read and not used yet.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Says how much of <see cref="Buffered"/> is left.</summary>
    public void Keep(ReadOnlySpan<byte> rest) => _start = _end - rest.Length;

    /// <returns>What was read and not used yet: the caller goes on with the stream itself.</returns>
    public ReadOnlySpan<byte> TakeRest()
    {
        var rest = Buffered;
        _start = _end;
        return rest;
    }

    /// <summary>Reads more behind what is there; at least some of that must have been used.</summary>
    /// <returns><c>false</c> when the stream has ended, or the buffer is full.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
    {
        Buffered.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length) return false;

        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }

    /// <summary>Reads until the target is full or the stream ends.</summary>
    /// <returns>How many bytes came.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken = default)
    {
        var read = 0;
        while (read < target.Length && (_start < _end || await FillAsync(cancellationToken).ConfigureAwait(false)))
        {
            var count = Math.Min(target.Length - read, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(target.Span[read..]);
            (_start, read) = (_start + count, read + count);
        }

        return read;
    }

    /// <summary>Reads the head of the answer to an opening handshake.</summary>
    /// <param name="isPossible">Looks at the status line as soon as it is there; what it refuses is read no further.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><c>null</c> when the stream ended before, or the status line was refused.</returns>
    /// <exception cref="InvalidDataException">The head is too large.</exception>
    public async ValueTask<ResponseHead?> ReadHeadAsync(Predicate<string>? isPossible = null, CancellationToken cancellationToken = default)
    {
        using var reader = new ResponseHeadReader();
        while (!TryReadHead(reader))
        {
            if (reader.StatusLine is { } line && isPossible?.Invoke(line) == false) return null;
            if (!await FillAsync(cancellationToken).ConfigureAwait(false)) return null;
        }

        return isPossible?.Invoke(reader.StatusLine!) == false ? null : reader.Head;
    }

    private bool TryReadHead(ResponseHeadReader reader)
    {
        var bytes = Buffered;
        var isWhole = reader.TryRead(ref bytes);
        Keep(bytes);
        return isWhole;
    }
}
