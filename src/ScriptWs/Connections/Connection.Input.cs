using System.Buffers;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// What arrives: runs on the transport's loop, or on the worker's thread for bytes that were held back; never on two
/// threads at once, because the transport does not read while bytes are held back.
/// </summary>
internal sealed partial class Connection
{
    /// <summary>
    /// Events of one connection that may wait in a mailbox, and messages that it may run in one batch; then others have
    /// their turn and this client is not read until its events have run.
    /// </summary>
    private const int FairShare = 64;

    private readonly MessageReader _reader;
    private TokenBucket? _rate;
    private byte[]? _heldBytes;
    private int _heldLength;
    private bool _inputEnded;
    private bool _isWorker;
    private int _tenure;
    private bool _mustWait;
    private int _share;
    private int _queued;
    private int _held;
    private long _pingSentAt;
    private long _received;
    private long _messagesReceived;
    private long _latency = -1;
    private long _lastReceivedAt;
    private int _lifeSigns;
    private bool _isUnfinished;

    public bool OnReceived(Span<byte> bytes)
    {
        Volatile.Write(ref _lastReceivedAt, _settings.Clock.GetTimestamp());
        NoteLife();
        return Take(bytes);
    }

    private bool Take(Span<byte> bytes)
    {
        while (true)
        {
            // After a Close frame or a failure the rest is read and dropped, so that the wire ends with a FIN and not
            // with a reset that could overtake our Close frame.
            if (_inputEnded)
            {
                CountReceived(bytes.Length);
                return true;
            }

            _mustWait = false;
            var read = ReadBatch(bytes);
            NoteUnfinished();
            CountReceived(_inputEnded ? bytes.Length : read);
            bytes = bytes[read..];
            if (_inputEnded || !_mustWait) return true;
            if (Volatile.Read(ref _queued) > 0 && !Hold(bytes)) return false;
            if (bytes.IsEmpty) return true;
        }
    }

    public void OnWritable()
    {
        NoteLife();
        if (_outbound.OnWritable()) Post(ConnectionEvent.Of(ConnectionEventKind.Drain, this));
    }

    public void OnDisconnected()
    {
        _outbound.Flush(); // the answers to what came just before the end
        _inputEnded = true;
        _isGone = true;
        _reader.Dispose();
        NoteUnfinished();
        _outbound.Discard();
        Post(ConnectionEvent.Of(ConnectionEventKind.Disconnect, this));
        _settings.Registry.CountRest(this);
        _settings.Admission.End(_transport);
    }

    bool IMessageHandler.OnText(ReadOnlySpan<byte> utf8) => Deliver(ConnectionEventKind.Text, utf8);

    bool IMessageHandler.OnBinary(ReadOnlySpan<byte> bytes) => Deliver(ConnectionEventKind.Binary, bytes);

    bool IMessageHandler.OnPing(ReadOnlySpan<byte> payload)
    {
        // A Pong that does not fit is left out: a client that floods Pings and does not read gets no more memory
        // than its buffer (RFC 6455 §5.5.3 lets us answer the latest Ping only).
        if (State == ConnectionState.Open && _outbound.Append(Opcode.Pong, payload) != SendResult.Dropped) Cork.Schedule(this);
        return true;
    }

    bool IMessageHandler.OnPong(ReadOnlySpan<byte> payload)
    {
        var sentAt = Volatile.Read(ref _pingSentAt);
        if (sentAt != 0 && payload.Length == sizeof(long) && BitConverter.ToInt64(payload) == sentAt)
        {
            var latency = _settings.Clock.GetElapsedTime(sentAt);
            Volatile.Write(ref _latency, latency.Ticks);
            _settings.Instruments.PingAnswered(latency);
            Volatile.Write(ref _pingSentAt, 0);
        }

        return true;
    }

    void IMessageHandler.OnClose(CloseStatus status) => EndInput(ConnectionEventKind.ClientClose, status);

    void IMessageHandler.OnFailure(CloseStatus status) => EndInput(ConnectionEventKind.Failure, status);

    /// <summary>After the turns that the bytes caused: who sees the number knows that they have run, or wait in the mailbox.</summary>
    private void CountReceived(int bytes) => Volatile.Write(ref _received, _received + bytes);

    /// <summary>Two threads at once count for one, which is enough: it changes.</summary>
    private void NoteLife() => Volatile.Write(ref _lifeSigns, _lifeSigns + 1);

    private void NoteUnfinished()
    {
        var exists = _reader.Unfinished.Exists;
        if (exists || _isUnfinished) _settings.Unfinished?.Update(this);
        _isUnfinished = exists;
    }

    private int ReadBatch(Span<byte> bytes)
    {
        _isWorker = _mailbox.TryEnter(out _tenure);
        if (!_isWorker)
        {
            _share = int.MaxValue;
            return _reader.Read(bytes, this);
        }

        _share = FairShare;
        try
        {
            return _reader.Read(bytes, this);
        }
        finally
        {
            _isWorker = false;
            _mailbox.Exit(_tenure);
        }
    }

    private bool Deliver(ConnectionEventKind kind, ReadOnlySpan<byte> payload)
    {
        // Our Close frame is out: the client's messages are skipped until its own comes (RFC 6455 §1.4).
        if (_closing is not null) return true;

        if (_rate is { } rate)
        {
            var admitted = rate.TryTake();
            _rate = rate;
            if (!admitted)
            {
                EndInput(ConnectionEventKind.Failure, CloseStatuses.TooManyMessages);
                return false;
            }
        }

        Volatile.Write(ref _messagesReceived, _messagesReceived + 1);
        if (!_isWorker)
        {
            _mustWait = !Post(ConnectionEvent.Message(kind, this, payload));
        }
        else
        {
            RunTurn(kind, payload);
            if (!_mailbox.EndTurn(_tenure))
            {
                // The connection was closed, and its worker goes on without this thread.
                _inputEnded = true;
                return false;
            }

            _mustWait = --_share == 0;
            if (_mustWait) Post(ConnectionEvent.Of(ConnectionEventKind.Continue, this));
        }

        return !_mustWait;
    }

    private void EndInput(ConnectionEventKind kind, CloseStatus status)
    {
        _inputEnded = true;
        _inputEndedWith = status;
        if (_isWorker) RunTurn(kind, []);
        else Post(ConnectionEvent.Of(kind, this));
    }

    /// <returns><c>false</c> when this connection has its share of waiting events, or the mailbox is full.</returns>
    private bool Post(ConnectionEvent item)
    {
        var mine = Interlocked.Increment(ref _queued);
        return _mailbox.Post(item) && mine < FairShare;
    }

    /// <summary>Keeps bytes until this connection's waiting events have run.</summary>
    /// <returns><c>true</c> when they have run meanwhile, and the caller may go on at once.</returns>
    private bool Hold(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _heldBytes = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(_heldBytes);
        }

        _heldLength = bytes.Length;
        Interlocked.Exchange(ref _held, 1);

        // The last waiting event may have run before the flag was up: whoever takes it down goes on.
        if (Volatile.Read(ref _queued) > 0 || Interlocked.Exchange(ref _held, 0) == 0) return false;
        if (_heldBytes is { } held) ArrayPool<byte>.Shared.Return(held);
        _heldBytes = null;
        return true;
    }

    /// <summary>Reads what was held back, then lets the transport read on. On the worker's thread.</summary>
    private void Release()
    {
        var held = Interlocked.Exchange(ref _heldBytes, null);
        var goOn = held is null || Take(held.AsSpan(0, _heldLength));
        if (held is not null) ArrayPool<byte>.Shared.Return(held);
        if (goOn) _transport.ResumeReading();
    }
}
