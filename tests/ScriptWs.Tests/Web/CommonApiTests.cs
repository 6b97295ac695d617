using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Web;

/// <summary>
/// The Minimum Common Web API of WinterTC (ECMA-429), which runtimes other than browsers share: which of its members scripts have.
/// </summary>
public sealed class CommonApiTests
{
    private static readonly string[] Present =
    [
        "AbortController", "AbortSignal", "Blob", "ByteLengthQueuingStrategy", "CompressionStream", "CountQueuingStrategy", "Crypto",
        "CryptoKey", "CustomEvent", "DecompressionStream", "DOMException", "ErrorEvent", "Event", "EventTarget", "File", "FormData",
        "Headers", "MessageChannel", "MessageEvent", "MessagePort", "Performance", "PromiseRejectionEvent",
        "ReadableStream", "ReadableStreamDefaultController", "ReadableStreamDefaultReader", "Request", "Response", "SubtleCrypto",
        "TextDecoder", "TextDecoderStream", "TextEncoder", "TextEncoderStream", "TransformStream", "TransformStreamDefaultController",
        "URL", "URLSearchParams", "WritableStream", "WritableStreamDefaultController", "WritableStreamDefaultWriter",
        "globalThis", "self", "console", "crypto", "performance", "navigator", "atob", "btoa", "clearInterval", "clearTimeout", "fetch",
        "queueMicrotask", "reportError", "setInterval", "setTimeout", "structuredClone",
    ];

    /// <summary>Streams of bytes are read in whole chunks, and the engine has no WebAssembly.</summary>
    private static readonly string[] Absent =
    [
        "ReadableByteStreamController", "ReadableStreamBYOBReader", "ReadableStreamBYOBRequest", "URLPattern", "WebAssembly",
        "onerror", "onrejectionhandled", "onunhandledrejection",
    ];

    [Fact]
    public async Task Members_OfTheCommonApi_AreThoseThatAreListedAsPresent()
    {
        string[] all = [.. Present, .. Absent];

        var found = await Hosted.EvaluateAsync(
            $"return '{string.Join(' ', all)}'.split(' ').filter((name) => name in globalThis).join(' ');");

        Assert.Equal(string.Join(' ', Present), found);
    }

    [Fact]
    public async Task Classes_OfTheCommonApi_AreNamedAsTheyAre()
    {
        var wrong = await Hosted.EvaluateAsync(
            $$"""
            const classes = '{{string.Join(' ', Present)}}'.split(' ').filter((name) => /^[A-Z]/.test(name));
            const tagOf = (name) => globalThis[name].prototype[Symbol.toStringTag];
            const wrong = classes.filter((name) => globalThis[name].name !== name || tagOf(name) !== name);
            return wrong.join() || 'none';
            """);

        Assert.Equal("none", wrong);
    }
}
