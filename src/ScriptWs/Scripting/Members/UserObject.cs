using Jint;
using Jint.Native;
using Jint.Native.Json;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>Who a client was authenticated as, as scripts see it: a plain object of their own, or <c>null</c>.</summary>
internal static class UserObject
{
    public static JsValue Create(Engine engine, ConnectionUser? user)
    {
        if (user is null) return JsValue.Null;

        var result = new JsObject(engine);
        result.FastSetDataProperty("name", new JsString(user.Name));
        result.FastSetDataProperty("roles", new JsArray(engine, [.. user.Roles.Select(role => new JsString(role))]));
        result.FastSetDataProperty("kind", new JsString(user.Kind));
        result.FastSetDataProperty("claims", user.Claims is { } claims ? new JsonParser(engine).Parse(claims) : new JsObject(engine));
        result.FastSetDataProperty("expiresAt", user.ExpiresAt is { } end ? JsNumber.Create(end.ToUnixTimeMilliseconds()) : JsValue.Null);
        return result;
    }
}
