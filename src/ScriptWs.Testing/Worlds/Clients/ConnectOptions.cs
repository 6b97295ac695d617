using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing;

/// <summary>How a client asks for a WebSocket.</summary>
public sealed record ConnectOptions
{
    /// <summary>The path and query asked for. Default <c>/</c>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The subprotocols offered, in order of preference (RFC 6455 §1.9). Default none.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>
    /// Header fields added to the opening handshake, or put in place of those with the same name; an empty value leaves one out.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// What is offered in <c>Sec-WebSocket-Extensions</c>; with <c>permessage-deflate</c> messages may come compressed. Default nothing.
    /// </summary>
    public string? Extensions { get; init; }

    /// <summary>How it speaks TLS to a server that does.</summary>
    public ConnectTls Tls { get; init; } = new();

    /// <summary>Sent as it is in place of an opening handshake. Default <c>null</c>.</summary>
    public ReadOnlyMemory<byte>? RawRequest { get; init; }

    /// <summary>Whether connecting waits for the answer; a request that is not whole has none yet. Default yes.</summary>
    public bool WaitsForAnswer { get; init; } = true;

    /// <summary>How long the answer may take, in real time. Default 5 s.</summary>
    public TimeSpan Patience { get; init; } = WaitBounds.Event;

    /// <summary>The address of another server than the scenario's first; <c>null</c> for that one.</summary>
    internal Uri? Server { get; init; }
}
