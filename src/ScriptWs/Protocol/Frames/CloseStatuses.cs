namespace ScriptWs.Protocol;

/// <summary>Every status the server closes with: the one table that code, tests and docs/conformance.md agree on.</summary>
internal static class CloseStatuses
{
    /// <summary>Received when a Close frame had no body (RFC 6455 §7.4.1); never sent.</summary>
    public const int NoStatusReceived = 1005;

    /// <summary>Reported when the TCP connection ended without a closing handshake; never sent.</summary>
    public const int AbnormalClosure = 1006;

    public static readonly CloseStatus Bye = new(1000, "bye");
    public static readonly CloseStatus ResumedElsewhere = new(1000, "resumed elsewhere");
    public static readonly CloseStatus ShuttingDown = new(1001, "server is shutting down");
    public static readonly CloseStatus BinaryRefused = new(1003, "binary messages are not accepted");
    public static readonly CloseStatus NotUtf8 = new(1007, "text is not UTF-8");
    public static readonly CloseStatus CompressionDamaged = new(1007, "compressed data is damaged");
    public static readonly CloseStatus TooManyMessages = new(1008, "too many messages");
    public static readonly CloseStatus MessageTooSlow = new(1008, "message took too long");
    public static readonly CloseStatus NotTheSubprotocol = new(1008, "too many messages that are not JSON-RPC");
    public static readonly CloseStatus ScriptFailed = new(1011, "script failed");
    public static readonly CloseStatus KeepaliveTimeout = new(1011, "keepalive ping timeout");
    public static readonly CloseStatus Restarting = new(1012, "service restart");
    public static readonly CloseStatus ReadingTooSlowly = new(1013, "reading too slowly");
    public static readonly CloseStatus TooMuchUnfinished = new(1013, "too many unfinished messages");
    public static readonly CloseStatus TooManyAttempts = new(1013, "too many attempts to authenticate");
    public static readonly CloseStatus TooManyAuthenticate = new(1013, "too many clients authenticate");
    public static readonly CloseStatus ServerIsFull = new(1013, "server is full");

    // Registered with IANA for the meanings of HTTP's 401 and 403.
    public static readonly CloseStatus Unauthorized = new(3000, "unauthorized");
    public static readonly CloseStatus TokenExpired = new(3000, "token expired");
    public static readonly CloseStatus Forbidden = new(3003, "forbidden");

    /// <summary>1002 with the clause that was broken (RFC 6455 §7.4.1).</summary>
    public static CloseStatus ProtocolError(string clause) => new(1002, clause);

    /// <summary>1009 with the limit in the reader's units, as in <c>message exceeds 1 MiB</c>.</summary>
    public static CloseStatus TooBig(long limit) => new(1009, $"message exceeds {Size(limit)}");

    /// <summary>1008 with the limit; a policy and not a size, since the fragments may be empty.</summary>
    public static CloseStatus TooManyFragments(int limit) => new(1008, $"message has more than {limit} fragments");

    private static string Size(long bytes) => bytes switch
    {
        >= 1 << 20 when bytes % (1 << 20) == 0 => $"{bytes >> 20} MiB",
        >= 1 << 10 when bytes % (1 << 10) == 0 => $"{bytes >> 10} KiB",
        _ => $"{bytes} bytes",
    };
}
