namespace ScriptWs.Protocol;

/// <summary>
/// Collects the head of one request from bytes that come in any split, up to and including its empty line. It gives up
/// at the first byte that shows that this is no HTTP, such as a TLS hello on a plain port, instead of waiting for more.
/// </summary>
internal sealed class RequestHeadReader : IDisposable
{
    private PooledBuffer _buffer;
    private int _start;
    private int _lineStart;
    private int _scanned;

    /// <summary>The head, once it is complete and well-formed.</summary>
    public RequestHead? Head { get; private set; }

    /// <summary>Why the request is refused, once that is known.</summary>
    public HttpRefusal? Refusal { get; private set; }

    /// <summary>The bytes taken so far, as they came, so that plain HTTP can be handed on; until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.Span;

    /// <summary>Takes bytes until <see cref="Head"/> or <see cref="Refusal"/> is known.</summary>
    /// <returns>How many bytes were taken; what follows the head belongs to whatever comes after it.</returns>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        if (Head is not null || Refusal is not null) return 0;

        var before = _buffer.Length;
        _buffer.Append(bytes[..Math.Min(bytes.Length, HeadLimits.MaxSize - before)]);
        while (Head is null && Refusal is null && TakeLine())
        {
        }

        if (Head is null && Refusal is null && _buffer.Length == HeadLimits.MaxSize)
            Refusal = IsInTarget ? HttpRefusals.TargetTooLong : HttpRefusals.HeadTooLarge;
        if (Head is null) return _buffer.Length - before;
        _buffer.Truncate(_lineStart);
        return _lineStart - before;
    }

    /// <summary>Whether the first line has a method and no end yet (RFC 9112 §3).</summary>
    private bool IsInTarget => _lineStart <= _start && _buffer.Span[_start..].Contains((byte)' ');

    public void Dispose() => _buffer.Dispose();

    /// <returns><c>false</c> when no whole line is left.</returns>
    private bool TakeLine()
    {
        var bytes = _buffer.Span;
        if (bytes.Length > _start && !HttpSyntax.IsTokenByte(bytes[_start]) && !(_start == 0 && bytes[0] == '\r'))
        {
            Refusal = HttpRefusals.Malformed("This is not an HTTP request.");
            return false;
        }

        var offset = bytes[_scanned..].IndexOf((byte)'\n');
        if (offset < 0)
        {
            _scanned = bytes.Length;
            return false;
        }

        var end = _scanned + offset;
        var isEmpty = end == _lineStart + 1;
        if (end == _lineStart || bytes[end - 1] != '\r')
            Refusal = HttpRefusals.Malformed("A line of the request head ends without CR (RFC 9112 §2.2).");
        else if (isEmpty && _lineStart == 0)
            _start = end + 1; // RFC 9112 §2.2: one empty line before the request line is ignored
        else if (isEmpty)
            Parse(bytes[_start.._lineStart]);

        _lineStart = _scanned = end + 1;
        return true;
    }

    private void Parse(ReadOnlySpan<byte> lines)
    {
        Head = RequestHeadParser.Parse(lines, out var refusal);
        Refusal = refusal;
    }
}
