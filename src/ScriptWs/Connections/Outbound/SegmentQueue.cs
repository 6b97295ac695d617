using System.Buffers;

namespace ScriptWs.Connections;

/// <summary>
/// Bytes on their way to a wire. Small pieces are copied into one pooled array, so that a flush is one write; large shared ones are
/// queued by reference. An empty queue holds no memory. One thread at a time.
/// </summary>
internal struct SegmentQueue
{
    /// <summary>A pooled array grows up to this size; then it is queued whole and a new one begun.</summary>
    private const int MaxSegment = 64 * 1024;

    private const int FirstSegment = 512;

    private Queue<OutboundSegment>? _earlier;
    private byte[]? _open;
    private int _start;
    private int _end;

    /// <summary>Room for bytes at the end.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_open is { } open && open.Length - _end < length)
        {
            var used = _end - _start;
            if (used + length > MaxSegment)
            {
                CloseSegment();
            }
            else
            {
                var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(open.Length * 2, used + length));
                open.AsSpan(_start, used).CopyTo(bigger);
                ArrayPool<byte>.Shared.Return(open);
                (_open, _start, _end) = (bigger, 0, used);
            }
        }

        _open ??= ArrayPool<byte>.Shared.Rent(Math.Max(FirstSegment, length));
        var space = _open.AsSpan(_end, length);
        _end += length;
        return space;
    }

    /// <summary>Appends bytes that others send too; they are not copied.</summary>
    public void Reference(byte[] shared)
    {
        CloseSegment();
        (_earlier ??= new()).Enqueue(new OutboundSegment(shared, 0, shared.Length, pooled: false));
    }

    /// <summary>Gives everything to the wire, as far as it takes it.</summary>
    /// <param name="transport">The wire.</param>
    /// <param name="sent">How many bytes it took.</param>
    /// <returns><c>false</c> when it did not take all.</returns>
    public bool TryWrite(ITransport transport, out int sent)
    {
        sent = 0;
        while (_earlier is { Count: > 0 } queue)
        {
            var segment = queue.Peek();
            var taken = transport.Write(segment.Bytes.AsSpan(segment.Start, segment.End - segment.Start));
            sent += taken;
            segment.Start += taken;
            if (segment.Start < segment.End) return false;
            Release(queue.Dequeue());
        }

        if (_open is not { } open) return true;

        var takenOfOpen = transport.Write(open.AsSpan(_start, _end - _start));
        sent += takenOfOpen;
        _start += takenOfOpen;
        if (_start < _end) return false;

        ArrayPool<byte>.Shared.Return(open);
        _open = null;
        _start = _end = 0;
        return true;
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        while (_earlier is { Count: > 0 } queue) Release(queue.Dequeue());
        if (_open is { } open) ArrayPool<byte>.Shared.Return(open);
        _open = null;
        _start = _end = 0;
    }

    private void CloseSegment()
    {
        if (_open is not { } open) return;
        (_earlier ??= new()).Enqueue(new OutboundSegment(open, _start, _end, pooled: true));
        _open = null;
        _start = _end = 0;
    }

    private static void Release(OutboundSegment segment)
    {
        if (segment.Pooled) ArrayPool<byte>.Shared.Return(segment.Bytes);
    }
}
