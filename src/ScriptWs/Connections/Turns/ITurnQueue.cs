namespace ScriptWs.Connections;

/// <summary>
/// A worker, as those see it whose events it runs. A thread that finds it idle becomes the worker (<see cref="TryBegin"/>) and runs
/// its own events immediately; otherwise events are copied and queued.
/// </summary>
internal interface ITurnQueue
{
    /// <summary>Makes this thread the worker, after what was queued before has run. The caller disposes the batch.</summary>
    /// <param name="batch">Runs events; one of another thread's worker runs none.</param>
    bool TryBegin(out Batch batch);

    /// <summary>Marks the end of one turn that the caller ran itself.</summary>
    /// <param name="tenure">The batch's time as the worker.</param>
    /// <returns><c>false</c> when the turn took so long that another thread has become the worker: run nothing more.</returns>
    bool EndTurn(int tenure);

    /// <summary>Runs what was queued meanwhile, stops being the worker, and flushes.</summary>
    void Exit(int tenure);

    /// <summary>Queues an event; if the worker is idle this thread runs it.</summary>
    /// <returns><c>false</c> when the mailbox is full: it was queued still, but its sender must wait.</returns>
    bool Post(ConnectionEvent item);
}
