namespace ScriptWs.Protocol;

/// <summary>
/// A message that did not come in one piece: collects its fragments and pieces of them, and fails on the first byte that
/// breaks a rule. Memory grows with the bytes that came, never with the length that was announced. On the thread that reads;
/// only <see cref="TryDrop"/> and <see cref="Length"/> are for any thread.
/// </summary>
internal sealed class PartialMessage(int maxSize, int maxFragments, MessageInflater? inflater) : IDisposable
{
    private readonly Lock _lock = new();
    private PooledBuffer _buffer;
    private Utf8Validator _utf8;
    private Opcode _opcode;
    private bool _isCompressed;
    private int _fragments;
    private long _announced;
    private int _length;
    private bool _isComplete;
    private bool _isDropped;

    /// <summary>Bytes that are held, inflated.</summary>
    public int Length => Volatile.Read(ref _length);

    /// <summary>Whether it was given up: nothing of it is delivered, nor anything of a later message that comes in pieces.</summary>
    public bool IsDropped
    {
        get
        {
            lock (_lock) return _isDropped;
        }
    }

    /// <summary>Whether a message has begun and waits for more frames.</summary>
    public bool IsOpen => _fragments > 0;

    public bool IsText => _opcode == Opcode.Text;

    public ReadOnlySpan<byte> Payload => _buffer.Span;

    /// <summary>Takes the header of the message's next frame.</summary>
    /// <returns>The limit that it breaks, or <c>null</c>.</returns>
    public CloseStatus? BeginFrame(in ClientFrameHeader header)
    {
        if (!IsOpen) (_opcode, _isCompressed) = (header.Opcode, header.IsCompressed);
        if (++_fragments > maxFragments) return CloseStatuses.TooManyFragments(maxFragments);

        // Compression may make a message longer, but not twice as long; more is work for nothing.
        var limit = _isCompressed ? 2L * maxSize + 1024 : maxSize;
        if (header.Length > limit - _announced) return CloseStatuses.TooBig(maxSize);
        _announced += header.Length;
        return null;
    }

    /// <summary>Takes unmasked payload.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="isLast">Whether the message is complete with it.</param>
    /// <returns>What is wrong with the message, or <c>null</c>.</returns>
    public CloseStatus? Append(ReadOnlySpan<byte> bytes, bool isLast)
    {
        lock (_lock)
        {
            if (_isDropped) return null;

            var failure = Collect(bytes, isLast);
            _isComplete = isLast;
            Volatile.Write(ref _length, _buffer.Length);
            return failure;
        }
    }

    /// <summary>Gives up a message whose last piece has not come, with its memory and the inflater's. Any thread.</summary>
    /// <returns><c>false</c> when it has come, and the message is being delivered.</returns>
    public bool TryDrop()
    {
        lock (_lock)
        {
            if (_isComplete) return false;

            _isDropped = true;
            _buffer.Dispose();
            Volatile.Write(ref _length, 0);
            inflater?.Dispose();
            return true;
        }
    }

    private CloseStatus? Collect(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var before = _buffer.Length;
        CloseStatus? failure = null;
        if (!_isCompressed) _buffer.Append(bytes, _announced);
        else failure = StatusOf(inflater!.Inflate(bytes, isLast, ref _buffer, maxSize));

        // Text first: a wrong byte comes before whatever stopped the inflater, however the bytes were split.
        if (IsText && (!_utf8.Append(_buffer.Span[before..]) || failure is null && isLast && !_utf8.IsAtBoundary)) return CloseStatuses.NotUtf8;
        return failure;
    }

    private CloseStatus? StatusOf(InflateResult result) => result switch
    {
        InflateResult.Fine => null,
        InflateResult.TooBig => CloseStatuses.TooBig(maxSize),
        _ => CloseStatuses.CompressionDamaged,
    };

    /// <summary>Lets go of the message and its memory.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _buffer.Dispose();
            Volatile.Write(ref _length, 0);
            _isComplete = false;
        }

        (_utf8, _fragments, _announced) = (default, 0, 0);
    }

    public void Dispose()
    {
        Reset();
        lock (_lock) inflater?.Dispose();
    }
}
