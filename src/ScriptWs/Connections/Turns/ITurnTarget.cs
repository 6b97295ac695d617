namespace ScriptWs.Connections;

/// <summary>What an event of a mailbox belongs to: on the worker's thread, one turn at a time and in the order of the events.</summary>
internal interface ITurnTarget
{
    void RunTurn(ConnectionEventKind kind, ReadOnlySpan<byte> payload);

    /// <summary>One event that had waited in the mailbox has run.</summary>
    void OnTurnEnded();
}
