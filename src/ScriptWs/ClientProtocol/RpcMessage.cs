namespace ScriptWs.ClientProtocol;

/// <summary>One message of a client. Its spans are parts of the frame, as they came.</summary>
internal readonly ref struct RpcMessage
{
    /// <summary>An id that cannot be told: JSON-RPC 2.0 §5 wants null then.</summary>
    public static ReadOnlySpan<byte> NoId => "null"u8;

    public RpcKind Kind { get; init; }

    /// <summary>The id as JSON; empty for a notification.</summary>
    public ReadOnlySpan<byte> Id { get; init; }

    /// <summary>What is asked for; empty for a response.</summary>
    public string Method { get; init; }

    /// <summary>An object or an array as JSON; empty for none.</summary>
    public ReadOnlySpan<byte> Parameters { get; init; }

    /// <summary>What is wrong with it; <c>null</c> unless it is invalid.</summary>
    public RpcError? Problem { get; init; }

    public static RpcMessage Invalid(RpcError problem, ReadOnlySpan<byte> id) => new()
    {
        Kind = RpcKind.Invalid,
        Method = "",
        Problem = problem,
        Id = id.IsEmpty ? NoId : id,
    };
}
