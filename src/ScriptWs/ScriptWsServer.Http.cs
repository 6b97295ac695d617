using ScriptWs.Connections;
using ScriptWs.PlainHttp;
using ScriptWs.Protocol;
using ScriptWs.Transport;

namespace ScriptWs;

/// <summary>Web servers beside the WebSockets.</summary>
public sealed partial class ScriptWsServer
{
    /// <summary>
    /// Serves the plain HTTP that arrives at our ports; <c>null</c> when only WebSockets are served. Set it before the start;
    /// the package ScriptWs.Http has one.
    /// </summary>
    public IHttpServer? HttpServer { get; set; }

    /// <summary>Whether any script answers plain HTTP requests (<c>onRequest</c>).</summary>
    public bool AnswersRequests => _running?.AnswersRequests ?? false;

    /// <summary>
    /// Whether a file may be opened because a client asks for it. <c>false</c> while the process is close to its limit of open files:
    /// answer 503 then, because the rest is for the server itself.
    /// </summary>
    public static bool HasRoomForFiles => Descriptors.HasRoomForFiles;

    /// <summary>
    /// Takes over a WebSocket whose opening handshake a web server has read: checks it as one that came to our own ports,
    /// asks for the answer to be sent, and completes when the connection has ended.
    /// </summary>
    /// <returns>The answer that refuses it; <c>null</c> when there was a connection.</returns>
    public Task<PlainAnswer?> UpgradeAsync(WebSocketUpgrade upgrade)
    {
        ArgumentNullException.ThrowIfNull(upgrade);
        return _running is { } running ? running.UpgradeAsync(upgrade) : Task.FromResult<PlainAnswer?>(PlainAnswer.Of(HttpRefusals.ShuttingDown(Admission.RetryAfter)));
    }
}
