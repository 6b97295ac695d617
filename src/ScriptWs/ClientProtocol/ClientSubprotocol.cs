namespace ScriptWs.ClientProtocol;

/// <summary>The subprotocol of the server's own client: JSON-RPC 2.0 (docs/client-protocol.md).</summary>
internal static class ClientSubprotocol
{
    /// <summary>Its name in Sec-WebSocket-Protocol.</summary>
    public const string Name = "scriptws.v1";

    /// <summary>The version that each message contains.</summary>
    public const string JsonRpc = "2.0";

    /// <summary>What the names of requests to the script begin with.</summary>
    public const string ScriptPrefix = "rpc.";

    /// <summary>Levels of nested JSON at most.</summary>
    public const int MaxDepth = 64;
}
