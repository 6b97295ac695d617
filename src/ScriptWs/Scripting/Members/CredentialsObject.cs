using Jint;
using Jint.Native;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>What a client shows to prove who it is, as <c>onAuthenticate</c> sees it: a plain object of the script's own.</summary>
internal static class CredentialsObject
{
    public static JsObject Create(Engine engine, ConnectionUser candidate, string? password, string? token, UpgradeRequest request)
    {
        var credentials = new JsObject(engine);
        credentials.FastSetDataProperty("kind", new JsString(candidate.Kind));
        credentials.FastSetDataProperty("user", password is null ? JsValue.Null : new JsString(candidate.Name));
        credentials.FastSetDataProperty("password", password is null ? JsValue.Null : new JsString(password));
        credentials.FastSetDataProperty("token", token is null ? JsValue.Null : new JsString(token));
        credentials.FastSetDataProperty("request", RequestObject.Create(engine, request));
        return credentials;
    }
}
