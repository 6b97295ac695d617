namespace ScriptWs.Configuration;

/// <summary>How a client that does not authenticate is told.</summary>
public enum RejectionMode
{
    /// <summary>HTTP 401 in place of the opening handshake.</summary>
    Http,

    /// <summary>The WebSocket opens and closes at once with 3000: a page in a browser sees that code, and never a status.</summary>
    Close,
}
