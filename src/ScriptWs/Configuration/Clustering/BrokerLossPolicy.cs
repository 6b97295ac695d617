namespace ScriptWs.Configuration;

/// <summary>What a node does while its broker is unreachable (<c>cluster.whenLost</c>).</summary>
public enum BrokerLossPolicy
{
    /// <summary>Clients can connect, and reach only clients of the same node.</summary>
    Serve,

    /// <summary>New clients are answered 503, and the node is not ready.</summary>
    Refuse,
}
