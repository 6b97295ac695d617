namespace ScriptWs.Middleware;

/// <summary>The messages of one connection that wait until middleware is done with the previous one. On the worker's turn.</summary>
internal sealed class MessageLane
{
    /// <summary>Messages of one connection that wait at most.</summary>
    public const int MaxWaiting = 256;

    /// <summary>Bytes of them at most, but for a single message.</summary>
    public const long MaxBytes = 4 << 20;

    private readonly Queue<ScriptWsMessage> _waiting = new();
    private long _bytes;

    /// <summary>Whether middleware has a message of this connection and waits.</summary>
    public bool IsBusy { get; set; }

    /// <returns><c>false</c> when too much waits already.</returns>
    public bool TryWait(ScriptWsMessage message)
    {
        if (_waiting.Count >= MaxWaiting || (_waiting.Count > 0 && _bytes + message.Bytes.Length > MaxBytes)) return false;

        _waiting.Enqueue(message);
        _bytes += message.Bytes.Length;
        return true;
    }

    public bool TryTake(out ScriptWsMessage message)
    {
        if (!_waiting.TryDequeue(out message!)) return false;

        _bytes -= message.Bytes.Length;
        return true;
    }
}
