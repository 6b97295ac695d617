using System.Collections.Concurrent;
using Jint;

namespace ScriptWs.Scripting;

/// <summary>One file of JavaScript that defines globals of the web. The process parses it once, when an engine first needs it.</summary>
/// <param name="File">Its name.</param>
/// <param name="Names">The globals that it defines.</param>
/// <param name="Natives">Adds what the host does for it.</param>
internal sealed record WebScript(string File, string[] Names, params Action<NativeFunctions>[] Natives)
{
    private static readonly ConcurrentDictionary<string, Prepared<Acornima.Ast.Script>> Parsed = new(StringComparer.Ordinal);

    public static IReadOnlyList<WebScript> All { get; } =
    [
        new("web.js", ["URL", "URLSearchParams", "TextEncoder", "TextDecoder", "Crypto", "crypto"], TextNatives.Add),
        new("events.js", ["DOMException", "Event", "CustomEvent", "EventTarget", "AbortController", "AbortSignal"], ClockNatives.Add),
        new(
            "messages.js",
            [
                "MessageEvent", "CloseEvent", "ErrorEvent", "PromiseRejectionEvent", "MessagePort", "MessageChannel", "Performance",
                "performance",
            ],
            ClockNatives.Add),
        new("strategies.js", ["ByteLengthQueuingStrategy", "CountQueuingStrategy"]),
        new("streams.js", ["ReadableStream", "ReadableStreamDefaultReader", "ReadableStreamDefaultController"]),
        new(
            "writable.js",
            [
                "WritableStream", "WritableStreamDefaultWriter", "WritableStreamDefaultController", "TransformStream",
                "TransformStreamDefaultController",
            ]),
        new(
            "transforms.js",
            ["TextEncoderStream", "TextDecoderStream", "CompressionStream", "DecompressionStream"],
            TextNatives.Add,
            ByteNatives.Add,
            CompressionNatives.Add),
        new("blob.js", ["Blob", "File", "FormData"], TextNatives.Add, ByteNatives.Add),
        new("headers.js", ["Headers"]),
        new("body.js", [], TextNatives.Add, ByteNatives.Add, FetchNatives.Add),
        new("fetch.js", ["Request", "Response", "fetch"], FetchNatives.Add),
        new("keys.js", ["CryptoKey"], TextNatives.Add, ByteNatives.Add, CryptoNatives.Add),
        new("subtle.js", ["SubtleCrypto"], TextNatives.Add, ByteNatives.Add, CryptoNatives.Add),
        new("rpc.js", ["RpcError"], RpcProblem.AddNatives),
        new("socket.js", ["WebSocket"], TextNatives.Add, ByteNatives.Add, SocketNatives.Add),
    ];

    public Prepared<Acornima.Ast.Script> Source => Parsed.GetOrAdd(File, static file => EmbeddedScripts.Prepare(file)());
}
