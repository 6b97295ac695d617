namespace ScriptWs.Connections;

/// <summary>Where a connection leaves its events, and the handler that its worker calls for them.</summary>
internal interface IMailbox : ITurnQueue
{
    /// <summary>To be called on a turn only.</summary>
    IConnectionHandler Handler { get; }

    /// <summary>The connection whose turn begins; set on the worker's thread.</summary>
    Connection? Current { set; }
}
