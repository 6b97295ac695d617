namespace ScriptWs.Configuration;

/// <summary>What happens to a message that does not fit into a connection's buffer (<c>limits.onSlowConsumer</c>).</summary>
public enum SlowConsumerPolicy
{
    /// <summary>The connection is closed with 1013.</summary>
    Close,

    /// <summary>The message is dropped, and the sender gets the result.</summary>
    Drop,
}
