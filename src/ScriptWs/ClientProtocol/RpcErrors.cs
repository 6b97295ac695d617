namespace ScriptWs.ClientProtocol;

/// <summary>
/// The errors of the server itself. Codes of JSON-RPC 2.0 §5.1 come first; those from -32001 on are ours. A script chooses others.
/// </summary>
internal static class RpcErrors
{
    public static readonly RpcError NotJson = new(-32700, "This is not JSON.");
    public static readonly RpcError NotRpc = new(-32600, "This is not a message of JSON-RPC 2.0.");
    public static readonly RpcError NoBatch = new(-32600, "Batches are not supported; send each message in a frame of its own.");
    public static readonly RpcError NoMethod = new(-32601, "There is no such method.");
    public static readonly RpcError WrongParameters = new(-32602, "The parameters are not those of the method.");
    public static readonly RpcError Failed = new(-32603, "The server failed to answer.");

    public static readonly RpcError Refused = new(-32001, "This is not permitted.");
    public static readonly RpcError Busy = new(-32002, "Too many requests are in flight on this connection.");
    public static readonly RpcError Replaced = new(-32003, "The script was replaced before it answered; it is unknown what it did.");
    public static readonly RpcError TooManySubscriptions = new(-32004, "The connection has too many subscriptions.");

    /// <summary>Codes from here to <see cref="LastReserved"/> belong to JSON-RPC and to the server.</summary>
    public const int FirstReserved = -32768;

    public const int LastReserved = -32000;
}
