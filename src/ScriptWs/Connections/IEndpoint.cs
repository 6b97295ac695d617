namespace ScriptWs.Connections;

/// <summary>One path that clients may ask for, as the opening handshake sees it.</summary>
internal interface IEndpoint
{
    /// <summary>Subprotocols in the server's order of preference; empty when it speaks none.</summary>
    IReadOnlyList<string> Subprotocols { get; }

    /// <summary>The worker of the next connection, which stays on it.</summary>
    IMailbox NextMailbox();
}
