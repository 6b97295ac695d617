namespace ScriptWs.Connections;

/// <summary>What a <see cref="Cork"/> holds back. Any thread.</summary>
internal interface IFlushable
{
    /// <returns><c>false</c> when a flush is scheduled already.</returns>
    bool TryMarkFlushScheduled();

    void Flush();

    /// <summary>Ends it, because a flush of it threw.</summary>
    void Abort();
}
