using System.Text;
using Jint;
using Jint.Native;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>Takes arguments of scripts apart; what does not fit is a JavaScript error that says what would.</summary>
internal static class ScriptValues
{
    public static string Topic(Engine engine, JsValue value)
    {
        if (value is not JsString name || name.Length == 0 || name.Length > TopicLimits.MaxNameLength)
            throw Thrown.TypeError(engine, $"A topic is a string of 1 to {TopicLimits.MaxNameLength} characters.");
        return name.ToString();
    }

    /// <summary>A message as one frame for many.</summary>
    public static SharedFrame Frame(Engine engine, JsValue data) => data switch
    {
        EncodedText encoded when encoded.TryGetUtf8(out var utf8) => SharedFrame.Of(Opcode.Text, utf8),
        JsString text => SharedFrame.Text(Text(engine, text)),
        _ => SharedFrame.Of(Opcode.Binary, Bytes(engine, data)),
    };

    /// <summary>A message's text. A string that a script put together of pieces is made only here, so its length comes first.</summary>
    public static string Text(Engine engine, JsString text) => text.Length <= ScriptLimits.MaxStringLength
        ? text.ToString()
        : throw Thrown.RangeError(engine, $"A message has at most {ScriptLimits.MaxStringLength} characters.");

    public static ReadOnlySpan<byte> Bytes(Engine engine, JsValue value)
    {
        if (value.IsUint8Array()) return Viewed((JsTypedArray)value);
        if (value.IsArrayBuffer()) return value.AsArrayBuffer();
        if (value.IsDataView()) return value.AsDataView();
        throw Thrown.TypeError(engine, "A message is a string, a Uint8Array, an ArrayBuffer or a DataView; JSON.stringify makes a string of an object.");
    }

    /// <summary>What an array of bytes shows, until script runs. The engine itself copies it, and a part of it byte by byte.</summary>
    private static ReadOnlySpan<byte> Viewed(JsTypedArray array) => (int)array.Length is var length and > 0
        ? JintInternals.BufferOf(array).AsArrayBuffer().AsSpan(JintInternals.OffsetOf(array), length)
        : [];

    public static CloseStatus CloseStatus(Engine engine, JsValue code, JsValue reason)
    {
        var number = code.IsUndefined() ? 1000 : code is JsNumber n ? n.AsNumber() : double.NaN;
        if (number != Math.Floor(number) || !CloseCodes.MayBeSent((int)number))
            throw Thrown.RangeError(engine, "A status code is 1000, 3000 to 4999, or one that RFC 6455 §7.4.1 lets a server send.");

        var text = reason.IsUndefined() ? "" : reason.ToString();
        if (Encoding.UTF8.GetByteCount(text) > CloseBody.MaxReasonSize)
            throw Thrown.RangeError(engine, $"A reason has at most {CloseBody.MaxReasonSize} bytes of UTF-8.");
        return new CloseStatus((int)number, text);
    }

    /// <summary>The bytes that a buffer, or any view of one, shows.</summary>
    public static byte[] ViewedBytes(Engine engine, JsValue value, string otherwise)
    {
        if (value.IsArrayBuffer()) return value.AsArrayBuffer() ?? [];
        if (value is not JsTypedArray && !value.IsDataView()) throw Thrown.TypeError(engine, otherwise);

        var (state, view) = (EngineState.Of(engine), (Jint.Native.Object.ObjectInstance)value);
        var whole = state.BufferOf(view).AsArrayBuffer() ?? [];
        return [.. whole.AsSpan(state.OffsetOf(view), state.SizeOf(view))];
    }
}
