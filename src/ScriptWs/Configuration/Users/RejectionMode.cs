namespace ScriptWs.Configuration;

/// <summary>How a client that fails to authenticate is rejected (<c>authentication.reject</c>).</summary>
public enum RejectionMode
{
    /// <summary>HTTP 401 in place of the opening handshake.</summary>
    Http,

    /// <summary>The WebSocket opens and closes with 3000. A page in a browser sees that code, but never an HTTP status.</summary>
    Close,
}
