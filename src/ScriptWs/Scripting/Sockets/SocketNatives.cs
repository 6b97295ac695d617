using System.Net.WebSockets;
using System.Text;
using Jint;
using Jint.Native;
using ScriptWs.Outgoing;

namespace ScriptWs.Scripting;

/// <summary>The WebSockets that scripts open.</summary>
internal static class SocketNatives
{
    public static void Add(NativeFunctions native)
    {
        var (engine, scope) = (native.Engine, native.Scope);
        native.Add("open", args => Open(engine, scope, args));
        native.Add("next", args => FetchNatives.Later(scope, null, "WebSocket", Socket(args).NextAsync(), Event));
        native.Add("send", args =>
        {
            Socket(args).Send(args.At(1) is JsString text
                ? new SocketMessage(WebSocketMessageType.Text, Encoding.UTF8.GetBytes(ScriptValues.Text(engine, text)))
                : new SocketMessage(WebSocketMessageType.Binary, args.At(1).AsUint8Array()));
            return JsValue.Undefined;
        });
        native.Add("close", args =>
        {
            Socket(args).Close((int)args.At(1).AsNumber(), args.At(2).ToString());
            return JsValue.Undefined;
        });
        native.Add("buffered", args => JsNumber.Create(Socket(args).BufferedAmount));
    }

    private static OutgoingSocket Socket(JsValue[] args) => ((HostHandle<OutgoingSocket>)args.At(0)).Value;

    private static HostHandle<OutgoingSocket> Open(Engine engine, IScriptScope scope, JsValue[] args)
    {
        scope.RequireLive("WebSocket");
        var protocols = args.At(1).AsArray();
        OutgoingSocket? socket = null;
        FetchNatives.Refusable(engine, () => socket = new OutgoingSocket(
            scope.Services.Outgoing,
            new Uri(args.At(0).ToString()),
            [.. Enumerable.Range(0, (int)protocols.Length).Select(i => protocols[(uint)i].ToString())],
            scope.Outside.Ended));
        return new HostHandle<OutgoingSocket>(engine, socket!);
    }

    private static JsValue Event(Engine engine, SocketEvent? happened)
    {
        if (happened is null) return JsValue.Undefined;

        var result = new JsObject(engine);
        result.FastSetDataProperty("kind", new JsString(happened.Kind.ToString()));
        result.FastSetDataProperty("text", new JsString(happened.Text));
        if (happened.Bytes is { } bytes) result.FastSetDataProperty("bytes", engine.Intrinsics.Uint8Array.Construct(bytes));
        result.FastSetDataProperty("code", JsNumber.Create(happened.Code));
        result.FastSetDataProperty("wasClean", happened.IsClean ? JsBoolean.True : JsBoolean.False);
        return result;
    }
}
