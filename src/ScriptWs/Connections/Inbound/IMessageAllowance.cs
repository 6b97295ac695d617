namespace ScriptWs.Connections;

/// <summary>Messages that a user may send over all connections together. Any thread; no call waits.</summary>
internal interface IMessageAllowance
{
    /// <summary>Takes one message.</summary>
    /// <returns><c>false</c> when none is left.</returns>
    bool TryTake();
}
