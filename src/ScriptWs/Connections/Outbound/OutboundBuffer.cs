using System.Buffers;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// What waits to go out on one connection: any thread appends, one flush at a time. Small frames are copied into one
/// pooled array so that a flush is one write; a large shared frame is queued by reference. An idle buffer holds no memory.
/// </summary>
internal sealed partial class OutboundBuffer(ITransport transport, long limit, OutboundCompression? compression = null)
{
    /// <summary>From this size on, a shared frame is referenced, not copied: the copy would cost more than a second write.</summary>
    private const int ReferenceFrom = 16 * 1024;

    /// <summary>A pooled array grows up to this size; then it is queued whole and a new one begun.</summary>
    private const int MaxSegment = 64 * 1024;

    private const int FirstSegment = 512;

    private readonly Lock _lock = new();
    private Queue<OutboundSegment>? _earlier;
    private byte[]? _open;
    private int _start;
    private int _end;
    private long _buffered;
    private long _appended;
    private long _messages;
    private long _dropped;
    private long _written;
    private bool _blocked;
    private bool _behind;
    private bool _sealed;
    private bool _completed;
    private bool _outputClosed;

    /// <summary>Bytes that the wire has not taken yet.</summary>
    public long BufferedAmount => Volatile.Read(ref _buffered);

    /// <summary>Bytes that the wire has taken so far.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Whether the wire takes nothing at present.</summary>
    public bool IsBlocked => Volatile.Read(ref _blocked);

    /// <summary>Bytes of all frames that were appended so far.</summary>
    public long Appended => Volatile.Read(ref _appended);

    /// <summary>Messages that were appended, and frames that found no room.</summary>
    public (long Appended, long Dropped) Messages => (Volatile.Read(ref _messages), Volatile.Read(ref _dropped));

    /// <summary>Appends one frame with this payload.</summary>
    public SendResult Append(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            var result = Admit(FrameHeader.Size(payload.Length) + payload.Length);
            if (result == SendResult.Dropped) return result;

            if (opcode is Opcode.Text or Opcode.Binary) _messages++;
            if (Compresses(opcode, payload.Length)) AppendDeflated(opcode, payload);
            else AppendFrame(opcode, payload);
            return result;
        }
    }

    /// <summary>Appends a text frame, encoding the text straight into the buffer.</summary>
    public SendResult AppendText(string text)
    {
        lock (_lock)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            var header = FrameHeader.Size(length);
            var result = Admit(header + length);
            if (result == SendResult.Dropped) return result;

            _messages++;
            if (Compresses(Opcode.Text, length))
            {
                AppendDeflated(text, length);
                return result;
            }

            var space = Reserve(header + length);
            FrameHeader.Write(space, Opcode.Text, length);
            Encoding.UTF8.GetBytes(text, space[header..]);
            return result;
        }
    }

    /// <summary>Appends a frame that other connections get too.</summary>
    public SendResult Append(SharedFrame frame)
    {
        lock (_lock)
        {
            var result = Admit(frame.Bytes.Length);
            if (result == SendResult.Dropped) return result;

            _messages++;
            if (Compresses(frame.Opcode, frame.PayloadLength) && compression!.DeflatesAlone)
            {
                AppendDeflated(frame.Opcode, frame.Payload);
                return result;
            }

            var bytes = Compresses(frame.Opcode, frame.PayloadLength) ? frame.DeflatedBytes : frame.Bytes;
            if (bytes.Length < ReferenceFrom)
            {
                bytes.CopyTo(Reserve(bytes.Length));
            }
            else
            {
                CloseSegment();
                (_earlier ??= new()).Enqueue(new OutboundSegment(bytes, 0, bytes.Length, pooled: false));
                _buffered += bytes.Length;
                _appended += bytes.Length;
            }

            return result;
        }
    }

    /// <summary>Appends bytes as they are, whatever the limit says: the answer to the opening handshake.</summary>
    public void AppendRaw(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_sealed) return;
            bytes.CopyTo(Reserve(bytes.Length));
            _appended -= bytes.Length; // no frame
        }
    }

    /// <summary>Appends the Close frame, whatever the limit says; nothing is appended behind it (RFC 6455 §5.5.1).</summary>
    public void AppendClose(ReadOnlySpan<byte> body)
    {
        lock (_lock)
        {
            if (_sealed) return;
            AppendFrame(Opcode.Close, body);
            _sealed = true;
        }
    }

    /// <summary>Takes nothing more; our direction of the wire ends when the rest has gone out.</summary>
    public void Complete()
    {
        lock (_lock) _sealed = _completed = true;
    }

    /// <summary>Gives what is buffered to the wire, as far as it takes it.</summary>
    public void Flush()
    {
        lock (_lock) FlushLocked();
    }

    /// <summary>The wire takes bytes again.</summary>
    /// <returns><c>true</c> when a sender that was told to wait may go on: everything has gone out.</returns>
    public bool OnWritable()
    {
        lock (_lock)
        {
            _blocked = false;
            FlushLocked();
            if (_blocked || !_behind) return false;

            _behind = false;
            return true;
        }
    }

    /// <summary>Drops everything: the wire is gone.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            _sealed = _completed = _outputClosed = true;
            compression?.Dispose();
            while (_earlier is { Count: > 0 } queue) Release(queue.Dequeue());
            if (_open is { } open) ArrayPool<byte>.Shared.Return(open);
            _open = null;
            _start = _end = 0;
            Volatile.Write(ref _buffered, 0);
        }
    }

    private void AppendFrame(Opcode opcode, ReadOnlySpan<byte> payload, bool compressed = false)
    {
        var header = FrameHeader.Size(payload.Length);
        var space = Reserve(header + payload.Length);
        FrameHeader.Write(space, opcode, payload.Length, compressed);
        payload.CopyTo(space[header..]);
    }

    private SendResult Admit(int length)
    {
        if (_sealed) return SendResult.Dropped;

        // A burst within one turn is no sign of a slow client: the wire is asked before anything is refused.
        if (_buffered + length > limit) FlushLocked();

        // Nothing waits: the client is not slow, however large the message. Otherwise the largest message that a client
        // may send could not be sent back.
        if (_buffered > 0 && _buffered + length > limit)
        {
            _behind = true;
            _dropped++;
            return SendResult.Dropped;
        }

        if (!_blocked) return SendResult.Sent;
        _behind = true;
        return SendResult.Queued;
    }

    private void FlushLocked()
    {
        while (!_blocked && _earlier is { Count: > 0 } queue)
        {
            var segment = queue.Peek();
            var sent = transport.Write(segment.Bytes.AsSpan(segment.Start, segment.End - segment.Start));
            _buffered -= sent;
            _written += sent;
            if (segment.Start + sent < segment.End)
            {
                _blocked = true;
                segment.Start += sent;
            }
            else
            {
                Release(queue.Dequeue());
            }
        }

        if (!_blocked && _open is { } open)
        {
            var sent = transport.Write(open.AsSpan(_start, _end - _start));
            _buffered -= sent;
            _written += sent;
            _start += sent;
            if (_start < _end)
            {
                _blocked = true;
            }
            else
            {
                ArrayPool<byte>.Shared.Return(open);
                _open = null;
                _start = _end = 0;
            }
        }

        if (_completed && !_outputClosed && _buffered == 0)
        {
            _outputClosed = true;
            transport.CloseOutput();
        }
    }

    private Span<byte> Reserve(int length)
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
        _buffered += length;
        _appended += length;
        return space;
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
