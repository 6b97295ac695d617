using Jint;
using Jint.Native;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>What a client asked for, as scripts see it: a plain object of their own.</summary>
internal static class RequestObject
{
    public static JsObject Create(Engine engine, UpgradeRequest request)
    {
        var headers = new JsObject(engine);
        foreach (var (name, value) in request.Headers) headers.FastSetDataProperty(name, new JsString(value));

        var result = new JsObject(engine);
        result.FastSetDataProperty("path", new JsString(request.Path));
        result.FastSetDataProperty("params", ParametersOf(engine, request.Parameters));
        result.FastSetDataProperty("query", new JsString(request.Query));
        result.FastSetDataProperty("headers", headers);
        result.FastSetDataProperty("subprotocols", new JsArray(engine, [.. request.Subprotocols.Select(name => new JsString(name))]));
        result.FastSetDataProperty("remoteAddress", new JsString(request.RemoteAddress));
        result.FastSetDataProperty("user", UserObject.Create(engine, request.User));
        result.FastSetDataProperty("secure", request.IsSecure ? JsBoolean.True : JsBoolean.False);
        result.FastSetDataProperty("tls", request.Tls is { } tls ? TlsOf(engine, tls) : JsValue.Null);
        return result;
    }

    /// <summary>What the parameters of the endpoint's path are, by name.</summary>
    public static JsObject ParametersOf(Engine engine, IReadOnlyDictionary<string, string> parameters)
    {
        var result = new JsObject(engine);
        foreach (var (name, value) in parameters) result.FastSetDataProperty(name, new JsString(value));
        return result;
    }

    private static JsObject TlsOf(Engine engine, TlsInformation tls)
    {
        var result = new JsObject(engine);
        result.FastSetDataProperty("protocol", new JsString(tls.Protocol));
        result.FastSetDataProperty("cipherSuite", new JsString(tls.CipherSuite));
        result.FastSetDataProperty("hostName", new JsString(tls.HostName));
        var certificate = JsValue.Null;
        if (tls.ClientCertificate is { } shown)
        {
            certificate = new JsObject(engine);
            ((JsObject)certificate).FastSetDataProperty("subject", new JsString(shown.Subject));
            ((JsObject)certificate).FastSetDataProperty("fingerprint", new JsString(shown.Fingerprint));
        }

        result.FastSetDataProperty("clientCertificate", certificate);
        return result;
    }
}
