using System.Buffers;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// What arrives on one connection: decodes it, runs its events or queues them, and holds bytes back while too many wait. On the
/// transport's loop, or on the worker's thread for bytes that were held back; never on two threads at the same time, because the
/// transport does not read while bytes are held back.
/// </summary>
internal sealed class ConnectionInput
{
    private readonly IInputOwner _owner;
    private readonly ITransport _transport;
    private readonly ITurnQueue _queue;
    private readonly MessageReader _reader;
    private readonly TimeProvider _clock;
    private readonly UnfinishedMessages? _unfinished;
    private TokenBucket? _rate;
    private byte[]? _heldBytes;
    private int _heldLength;
    private int _isHolding;
    private int _queued;
    private bool _hasEnded;
    private bool _isUnfinished;
    private long _received;
    private long _messagesReceived;
    private long _lastReceivedAt;
    private int _lifeSigns;

    /// <param name="owner">Whose input it is.</param>
    /// <param name="transport">The wire.</param>
    /// <param name="queue">The worker that runs its events.</param>
    /// <param name="reader">Decodes.</param>
    /// <param name="clock">Of timestamps.</param>
    /// <param name="unfinished">Watches over messages whose last frame has not come.</param>
    /// <param name="rate">The messages that it may send; <c>null</c> for any number.</param>
    public ConnectionInput(
        IInputOwner owner,
        ITransport transport,
        ITurnQueue queue,
        MessageReader reader,
        TimeProvider clock,
        UnfinishedMessages? unfinished,
        TokenBucket? rate)
    {
        (_owner, _transport, _queue, _reader, _clock, _unfinished, _rate) = (owner, transport, queue, reader, clock, unfinished, rate);
        _lastReceivedAt = clock.GetTimestamp();
    }

    /// <summary>The messages that its user may send over all connections; <c>null</c> for any number.</summary>
    public IMessageAllowance? Allowance { private get; init; }

    /// <summary>What the client closed with, or what it did wrong. On the worker's turn.</summary>
    public CloseStatus EndedWith { get; set; }

    /// <summary>Bytes that came and have been dealt with.</summary>
    public long Received => Volatile.Read(ref _received);

    public long MessagesReceived => Volatile.Read(ref _messagesReceived);

    /// <summary>When bytes last came, or the connection was created; by the clock's timestamps.</summary>
    public long LastReceivedAt => Volatile.Read(ref _lastReceivedAt);

    /// <summary>Changes whenever the client's side shows that it is alive.</summary>
    public int LifeSigns => Volatile.Read(ref _lifeSigns);

    public Unfinished Unfinished => _reader.Unfinished;

    /// <inheritdoc cref="MessageReader.TryDropMessage"/>
    public bool TryDropMessage() => _reader.TryDropMessage();

    /// <summary>Two threads that do so at the same time count as one, which is enough: the number changes.</summary>
    public void NoteLife() => Volatile.Write(ref _lifeSigns, _lifeSigns + 1);

    public bool OnReceived(Span<byte> bytes)
    {
        Volatile.Write(ref _lastReceivedAt, _clock.GetTimestamp());
        NoteLife();
        return Take(bytes);
    }

    /// <summary>The wire is gone.</summary>
    public void End()
    {
        _hasEnded = true;
        _reader.Dispose();
        NoteUnfinished();
    }

    /// <summary>Leaves an event of this connection to the worker.</summary>
    /// <returns><c>false</c> when the connection has its share of waiting events, or the mailbox is full.</returns>
    public bool Post(ConnectionEvent item)
    {
        var mine = Interlocked.Increment(ref _queued);
        return _queue.Post(item) && mine < Batch.FairShare;
    }

    /// <summary>One waiting event has run; after the last one, reading goes on. On the worker's thread.</summary>
    public void OnTurnEnded()
    {
        if (Interlocked.Decrement(ref _queued) == 0 && Interlocked.Exchange(ref _isHolding, 0) == 1) Release();
    }

    private bool Take(Span<byte> bytes)
    {
        while (true)
        {
            // After a Close frame or a failure the rest is read and dropped, so that the wire ends with a FIN and not
            // with a reset that could overtake our Close frame.
            if (_hasEnded)
            {
                CountReceived(bytes.Length);
                return true;
            }

            var read = ReadBatch(bytes, out var mustWait);
            NoteUnfinished();
            CountReceived(_hasEnded ? bytes.Length : read);
            bytes = bytes[read..];
            if (_hasEnded || !mustWait) return true;
            if (Volatile.Read(ref _queued) > 0 && !Hold(bytes)) return false;
            if (bytes.IsEmpty) return true;
        }
    }

    private int ReadBatch(Span<byte> bytes, out bool mustWait)
    {
        _queue.TryBegin(out var batch);
        var events = new BatchEvents(this, batch);
        try
        {
            return _reader.Read(bytes, ref events);
        }
        finally
        {
            mustWait = events.MustWait;
            batch.Dispose();
        }
    }

    /// <summary>After the turns that the bytes caused: they have run by then, or wait in the mailbox.</summary>
    private void CountReceived(int bytes) => Volatile.Write(ref _received, _received + bytes);

    private void NoteUnfinished()
    {
        var exists = _reader.Unfinished.Exists;
        if (exists || _isUnfinished) _unfinished?.Update(_owner);
        _isUnfinished = exists;
    }

    private bool TryTakeRate()
    {
        if (Allowance is { } allowance && !allowance.TryTake()) return false;
        if (_rate is not { } rate) return true;

        var isAdmitted = rate.TryTake();
        _rate = rate;
        return isAdmitted;
    }

    /// <summary>Keeps bytes until this connection's waiting events have run.</summary>
    /// <returns><c>true</c> when they have run meanwhile, and the caller may go on immediately.</returns>
    private bool Hold(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _heldBytes = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(_heldBytes);
        }

        _heldLength = bytes.Length;
        Interlocked.Exchange(ref _isHolding, 1);

        // The last waiting event may have run before the flag was up: the thread that takes it down goes on.
        if (Volatile.Read(ref _queued) > 0 || Interlocked.Exchange(ref _isHolding, 0) == 0) return false;
        if (_heldBytes is { } held) ArrayPool<byte>.Shared.Return(held);
        _heldBytes = null;
        return true;
    }

    /// <summary>Reads what was held back, then lets the transport read on. On the worker's thread.</summary>
    private void Release()
    {
        var kept = Interlocked.Exchange(ref _heldBytes, null);
        var goOn = kept is null || Take(kept.AsSpan(0, _heldLength));
        if (kept is not null) ArrayPool<byte>.Shared.Return(kept);
        if (goOn) _transport.ResumeReading();
    }

    /// <summary>Where the events of one batch go: run now, if this thread is the worker, or queued.</summary>
    private ref struct BatchEvents(ConnectionInput input, Batch batch) : IMessageHandler
    {
        private Batch _batch = batch;

        /// <summary>Whether this connection must wait until its queued events have run.</summary>
        public bool MustWait { get; private set; }

        public bool OnText(ReadOnlySpan<byte> utf8) => Deliver(ConnectionEventKind.Text, utf8);

        public bool OnBinary(ReadOnlySpan<byte> bytes) => Deliver(ConnectionEventKind.Binary, bytes);

        public readonly bool OnPing(ReadOnlySpan<byte> payload)
        {
            input._owner.OnPing(payload);
            return true;
        }

        public readonly bool OnPong(ReadOnlySpan<byte> payload)
        {
            input._owner.OnPong(payload);
            return true;
        }

        public void OnClose(CloseStatus status) => EndInput(ConnectionEventKind.ClientClose, status);

        public void OnFailure(CloseStatus status) => EndInput(ConnectionEventKind.Failure, status);

        private bool Deliver(ConnectionEventKind kind, ReadOnlySpan<byte> payload)
        {
            if (input._owner.IsLeaving) return true;
            if (!input.TryTakeRate())
            {
                EndInput(ConnectionEventKind.Failure, CloseStatuses.TooManyMessages);
                return false;
            }

            Volatile.Write(ref input._messagesReceived, input._messagesReceived + 1);
            if (!_batch.IsWorker)
            {
                MustWait = !input.Post(ConnectionEvent.Message(kind, input._owner, payload));
                return !MustWait;
            }

            switch (_batch.Run(input._owner, kind, payload))
            {
                case BatchState.IsReplaced:
                    // The connection was closed, and its worker goes on without this thread.
                    input._hasEnded = true;
                    return false;
                case BatchState.ShareIsUsed:
                    MustWait = true;
                    input.Post(ConnectionEvent.Of(ConnectionEventKind.Continue, input._owner));
                    return false;
                default:
                    return true;
            }
        }

        private readonly void EndInput(ConnectionEventKind kind, CloseStatus status)
        {
            input._hasEnded = true;
            input.EndedWith = status;
            if (_batch.IsWorker) input._owner.RunTurn(kind, []);
            else input.Post(ConnectionEvent.Of(kind, input._owner));
        }
    }
}
