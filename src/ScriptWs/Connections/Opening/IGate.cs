using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Finds out who a client is, before the script is asked. Each answer comes once, now or later, on any thread.</summary>
internal interface IGate
{
    /// <summary>The path of the endpoint that a request means: without what it holds of credentials.</summary>
    string EndpointPathOf(string path);

    /// <summary>A client asks for a WebSocket.</summary>
    void Admit(GateRequest request, Action<GateAnswer> answer);

    /// <summary>Whether an endpoint lets in a user that the web server in front has authenticated.</summary>
    bool LetsIn(IEndpoint endpoint, ConnectionUser user);

    /// <summary>What scripts see of a request whose user is known: no credentials.</summary>
    UpgradeRequest ForScripts(UpgradeRequest request);

    /// <summary>How long the body of a plain HTTP request may be that is waited for; 0 when there is none to wait for.</summary>
    int BodyLimitOf(RequestHead head);

    /// <summary>A client asks for something else: to log in, or for what is no WebSocket.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body, of the length that <see cref="BodyLimitOf"/> allows.</param>
    /// <param name="answer">Told the answer; or none when nothing speaks against the client, and who it is if that is known.</param>
    void AnswerHttp(GateRequest request, ReadOnlyMemory<byte> body, Action<HttpRefusal?, ConnectionUser?> answer);
}
