namespace ScriptWs.Connections;

/// <summary>How a batch goes on after an event.</summary>
internal enum BatchState
{
    Going,

    /// <summary>Others have their turn now.</summary>
    ShareIsUsed,

    /// <summary>The turn took so long that another thread has become the worker: this one must run nothing more.</summary>
    IsReplaced,
}

/// <summary>
/// One time of this thread as the worker: runs a connection's events as they are read, up to a fair share. The default batch
/// belongs to a thread that is not the worker. It allocates nothing.
/// </summary>
internal ref struct Batch(ITurnQueue queue, int tenure) : IDisposable
{
    /// <summary>Events of one connection that may run in one batch, or wait in a mailbox.</summary>
    public const int FairShare = 64;

    private readonly ITurnQueue? _queue = queue;
    private int _share = FairShare;

    /// <summary>Whether this thread is the worker.</summary>
    public readonly bool IsWorker => _queue is not null;

    /// <summary>Runs one event.</summary>
    public BatchState Run(ITurnTarget target, ConnectionEventKind kind, ReadOnlySpan<byte> payload)
    {
        target.RunTurn(kind, payload);
        if (!_queue!.EndTurn(tenure)) return BatchState.IsReplaced;
        return --_share == 0 ? BatchState.ShareIsUsed : BatchState.Going;
    }

    /// <summary>Runs what was queued meanwhile, and stops being the worker.</summary>
    public readonly void Dispose() => _queue?.Exit(tenure);
}
