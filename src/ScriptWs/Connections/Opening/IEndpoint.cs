namespace ScriptWs.Connections;

/// <summary>What answers at one path or pattern, as the opening handshake sees it.</summary>
internal interface IEndpoint
{
    /// <summary>The path or pattern, as it is configured: the endpoint's name.</summary>
    string Path { get; }

    /// <summary>Subprotocols in the server's order of preference; empty when it speaks none.</summary>
    IReadOnlyList<string> Subprotocols { get; }

    /// <summary>The worker of the next connection, which stays on it.</summary>
    IMailbox NextMailbox();
}
