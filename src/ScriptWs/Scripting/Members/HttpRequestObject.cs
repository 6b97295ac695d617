using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;
using ScriptWs.Connections;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>A plain HTTP request, as scripts see it: a plain object of their own, with methods that read the body.</summary>
internal static class HttpRequestObject
{
    public static JsObject Create(Engine engine, ScriptRequest request)
    {
        var headers = new JsObject(engine);
        foreach (var (name, value) in request.Headers) headers.FastSetDataProperty(name, new JsString(value));

        var result = new JsObject(engine);
        result.FastSetDataProperty("method", new JsString(request.Method));
        result.FastSetDataProperty("path", new JsString(request.Path));
        result.FastSetDataProperty("params", RequestObject.ParametersOf(engine, request.Parameters));
        result.FastSetDataProperty("query", new JsString(request.Query));
        result.FastSetDataProperty("headers", headers);
        result.FastSetDataProperty("remoteAddress", new JsString(request.RemoteAddress));
        result.FastSetDataProperty("secure", request.IsSecure ? JsBoolean.True : JsBoolean.False);
        result.FastSetDataProperty("user", UserObject.Create(engine, request.User));
        Add("text", () => new JsString(TextOf(engine, request)));
        Add("json", () => JsonOf(engine, TextOf(engine, request)));
        Add("bytes", () => engine.Intrinsics.Uint8Array.Construct(request.Body.Span));
        return result;

        void Add(string name, Func<JsValue> read) => result.FastSetDataProperty(name, new ClrFunction(engine, name, (_, _) => read()));
    }

    private static string TextOf(Engine engine, ScriptRequest request) => request.Body.Length <= ScriptLimits.MaxStringLength
        ? Encoding.UTF8.GetString(request.Body.Span)
        : throw Thrown.RangeError(engine, $"A body of more than {ScriptLimits.MaxStringLength} bytes is no text; take its bytes().");

    private static JsValue JsonOf(Engine engine, string text)
    {
        try
        {
            return new JsonParser(engine).Parse(text);
        }
        catch (JavaScriptException e) when (e.Error is ObjectInstance error)
        {
            throw new JavaScriptException(JintInternals.SyntaxError(engine.Intrinsics), $"The body is no JSON: {DataOnly.Text(error, "message", 1000)}");
        }
    }
}
