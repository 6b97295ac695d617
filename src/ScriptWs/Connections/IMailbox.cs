namespace ScriptWs.Connections;

/// <summary>
/// Where a connection leaves its events: a worker that runs one turn at a time. A thread that finds the worker idle
/// becomes it (<see cref="TryEnter"/>) and runs its own events at once; otherwise events are copied and queued.
/// </summary>
internal interface IMailbox
{
    IConnectionHandler Handler { get; }

    /// <summary>Whose turn begins; told on the worker's thread.</summary>
    Connection? Current { set; }

    /// <summary>
    /// Makes this thread the worker, after what was queued before has run. The caller may then call
    /// <see cref="Handler"/> directly, <see cref="EndTurn"/> after each event, and must call <see cref="Exit"/>.
    /// </summary>
    /// <param name="tenure">Names this time as the worker, for <see cref="EndTurn"/> and <see cref="Exit"/>.</param>
    bool TryEnter(out int tenure);

    /// <summary>Marks the end of one turn that the caller ran itself.</summary>
    /// <returns><c>false</c> when the turn took so long that another thread has become the worker: run nothing more.</returns>
    bool EndTurn(int tenure);

    /// <summary>Runs what was queued meanwhile, stops being the worker, and flushes.</summary>
    void Exit(int tenure);

    /// <summary>Queues an event; if the worker is idle this thread runs it.</summary>
    /// <returns><c>false</c> when the mailbox is full: it was queued still, but its sender must wait.</returns>
    bool Post(ConnectionEvent item);
}
