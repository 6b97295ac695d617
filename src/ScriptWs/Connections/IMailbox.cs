namespace ScriptWs.Connections;

/// <summary>
/// Where a connection leaves its events: a worker that runs one turn at a time. A thread that finds the worker idle
/// becomes it (<see cref="TryEnter"/>) and runs its own events at once; otherwise events are copied and queued.
/// </summary>
internal interface IMailbox
{
    IConnectionHandler Handler { get; }

    /// <summary>
    /// Makes this thread the worker, after what was queued before has run. The caller may then call
    /// <see cref="Handler"/> directly, <see cref="EndTurn"/> after each event, and must call <see cref="Exit"/>.
    /// </summary>
    bool TryEnter();

    /// <summary>Marks the end of one turn that the caller ran itself.</summary>
    void EndTurn();

    /// <summary>Runs what was queued meanwhile, stops being the worker, and flushes.</summary>
    void Exit();

    /// <summary>Queues an event; if the worker is idle this thread runs it.</summary>
    /// <returns><c>false</c> when the mailbox is full: it was queued still, but its sender must wait.</returns>
    bool Post(ConnectionEvent item);
}
