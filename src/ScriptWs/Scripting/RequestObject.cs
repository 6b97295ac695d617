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
        result.FastSetDataProperty("query", new JsString(request.Query));
        result.FastSetDataProperty("headers", headers);
        result.FastSetDataProperty("subprotocols", new JsArray(engine, [.. request.Subprotocols.Select(name => new JsString(name))]));
        result.FastSetDataProperty("remoteAddress", new JsString(request.RemoteAddress));
        result.FastSetDataProperty("user", UserObject.Create(engine, request.User));
        return result;
    }
}
