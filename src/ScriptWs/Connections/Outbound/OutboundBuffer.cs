using System.Buffers;
using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// What waits to go out on one connection, as frames: any thread appends, one flush at a time. It is bounded and never waits: over
/// its limit a message is dropped.
/// </summary>
/// <param name="transport">The wire.</param>
/// <param name="limit">Bytes that wait at most.</param>
/// <param name="compression">What was negotiated; <c>null</c> for none.</param>
/// <param name="forClient">Whether the connection speaks our own client's subprotocol, where messages have an envelope.</param>
internal sealed partial class OutboundBuffer(
    ITransport transport, long limit, OutboundCompression? compression = null, bool forClient = false)
{
    private readonly Lock _lock = new();
    private SegmentQueue _queue;
    private OutboundState _state = OutboundState.Open;
    private volatile WireFlow _flow = WireFlow.Free;
    private long _buffered;
    private long _appended;
    private long _messages;
    private long _dropped;
    private long _written;

    /// <summary>Bytes that the wire has not taken yet.</summary>
    public long BufferedAmount => Volatile.Read(ref _buffered);

    /// <summary>Bytes that the wire has taken so far.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Whether the wire takes nothing at present.</summary>
    public bool IsBlocked => _flow != WireFlow.Free;

    /// <summary>Bytes of all frames that were appended so far.</summary>
    public long Appended => Volatile.Read(ref _appended);

    /// <summary>Messages that were appended.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Frames that found no room.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Appends one frame with this payload.</summary>
    public SendResult Append(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        if (forClient && opcode == Opcode.Text) return Append(SharedFrame.Of(opcode, payload));
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

    /// <summary>Appends a text frame.</summary>
    /// <param name="utf8">Valid UTF-8 that never changes; most of a long one is sent from there.</param>
    public SendResult AppendKept(byte[] utf8)
    {
        if (utf8.Length < SegmentQueue.KeptFrom || forClient || Compresses(Opcode.Text, utf8.Length)) return Append(Opcode.Text, utf8);
        lock (_lock)
        {
            var header = FrameHeader.Size(utf8.Length);
            var result = Admit(header + utf8.Length);
            if (result == SendResult.Dropped) return result;

            _messages++;
            Count(header + utf8.Length);
            FrameHeader.Write(_queue.Reserve(header), Opcode.Text, utf8.Length);
            _queue.AppendKept(utf8);
            return result;
        }
    }

    /// <summary>Appends a text frame, encoding the text straight into the buffer.</summary>
    public SendResult AppendText(string text)
    {
        if (forClient) return Append(SharedFrame.Text(text));
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
        if (forClient) frame = frame.ForClient;
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
            Count(bytes.Length);
            _queue.Append(bytes);
            return result;
        }
    }

    /// <summary>Appends bytes as they are, whatever the limit says: the answer to the opening handshake.</summary>
    public void AppendRaw(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_state != OutboundState.Open) return;
            bytes.CopyTo(Reserve(bytes.Length));
            _appended -= bytes.Length; // no frame
        }
    }

    /// <summary>Appends the Close frame, whatever the limit says; nothing is appended behind it (RFC 6455 §5.5.1).</summary>
    public void AppendClose(ReadOnlySpan<byte> body)
    {
        lock (_lock)
        {
            if (_state != OutboundState.Open) return;
            AppendFrame(Opcode.Close, body);
            _state = OutboundState.Sealed;
        }
    }

    /// <summary>Takes nothing more; our direction of the wire ends when the rest has gone out.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            if (_state < OutboundState.Completed) _state = OutboundState.Completed;
        }
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
            var isAwaited = _flow == WireFlow.Awaited;
            _flow = WireFlow.Free;
            FlushLocked();
            if (_flow == WireFlow.Free) return isAwaited;

            if (isAwaited) _flow = WireFlow.Awaited;
            return false;
        }
    }

    /// <summary>Drops everything: the wire is gone.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            _state = OutboundState.Closed;
            compression?.Dispose();
            _queue.Clear();
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
        if (_state != OutboundState.Open) return SendResult.Dropped;

        // A burst within one turn is no sign of a slow client: the wire is asked before anything is refused.
        if (_buffered + length > limit) FlushLocked();

        // Nothing waits: the client is not slow, however large the message. Otherwise the largest message that a client
        // may send could not be sent back.
        if (_buffered > 0 && _buffered + length > limit)
        {
            if (IsBlocked) _flow = WireFlow.Awaited;
            _dropped++;
            return SendResult.Dropped;
        }

        if (!IsBlocked) return SendResult.Sent;
        _flow = WireFlow.Awaited;
        return SendResult.Queued;
    }

    private void FlushLocked()
    {
        if (!IsBlocked)
        {
            if (!_queue.TryWrite(transport, out var sent)) _flow = WireFlow.Blocked;
            _buffered -= sent;
            _written += sent;
        }

        if (_state != OutboundState.Completed || _buffered > 0) return;

        _state = OutboundState.Closed;
        transport.CloseOutput();
    }

    private Span<byte> Reserve(int length)
    {
        Count(length);
        return _queue.Reserve(length);
    }

    private void Count(int bytes)
    {
        _buffered += bytes;
        _appended += bytes;
    }
}
