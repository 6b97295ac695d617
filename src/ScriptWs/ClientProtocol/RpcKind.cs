namespace ScriptWs.ClientProtocol;

/// <summary>What one frame of a client is.</summary>
internal enum RpcKind
{
    /// <summary>It is to be answered.</summary>
    Request,

    /// <summary>It is not to be answered.</summary>
    Notification,

    /// <summary>It answers a request of the server.</summary>
    Response,

    /// <summary>It is not JSON, or no message of JSON-RPC.</summary>
    Invalid,
}
