using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting;

/// <summary>
/// Writes a script's value as JSON for a contract: properties of objects, arrays, maps with text as keys, and sets. Dates are ISO
/// texts, bytes base64, and BigInts integers, as System.Text.Json expects them.
/// </summary>
internal sealed class HostJsonWriter(Engine engine, Utf8JsonWriter writer, ArrayBufferWriter<byte> written)
{
    /// <summary>Objects within objects, as System.Text.Json reads them.</summary>
    private const int MaxDepth = 60;

    private int _depth;
    private int _count;

    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <exception cref="JavaScriptException">A TypeError or a RangeError: it cannot be written.</exception>
    public void Write(JsValue value)
    {
        if ((++_count & 1023) == 0) RequireRoom();
        switch (value)
        {
            case JsString text: WriteText(text); break;
            case JsBoolean: writer.WriteBooleanValue(value == JsBoolean.True); break;
            case JsNumber number: WriteNumber(number.AsNumber()); break;
            case JsBigInt big: WriteBig(BigInts.Show(big)); break;
            case JsSymbol: throw Refuse("a symbol");
            case Jint.Native.Function.Function: throw Refuse("a function");
            case ConnectionObject: throw Refuse("a connection");
            case ObjectInstance node: WriteObject(node); break;
            default: writer.WriteNullValue(); break;
        }
    }

    private void WriteText(JsString text)
    {
        if (text.Length > JsonContractValue.MaxSize) throw Thrown.StringTooLong(engine);

        writer.WriteStringValue(text.ToString());
        RequireRoom();
    }

    private void WriteNumber(double number)
    {
        if (!double.IsFinite(number)) writer.WriteNullValue();
        else if (double.IsInteger(number) && Math.Abs(number) <= BigValue.MaxSafe) writer.WriteNumberValue((long)number);
        else writer.WriteNumberValue(number);
    }

    private void WriteBig(string digits)
    {
        if (digits.StartsWith('(')) throw Refuse("a BigInt of too many digits");
        writer.WriteRawValue(digits, skipInputValidation: true);
    }

    private void WriteObject(ObjectInstance node)
    {
        Thrown.RequireStack(engine);
        if (++_depth > MaxDepth) throw Thrown.TypeError(engine, $"A value for C# is nested deeper than {MaxDepth}, or contains itself.");
        switch (node)
        {
            case JsArray array: WriteItems(Items(array)); break;
            case JsSet set: WriteItems(set.ToArray()); break;
            case JsMap map: WriteProperties(map.ToArray().Select(entry => (Key(entry.Key), entry.Value))); break;
            case JsDate date: WriteDate(date); break;
            case var _ when node.IsArrayBuffer() || node is JsTypedArray || node.IsDataView():
                writer.WriteBase64StringValue(ScriptValues.ViewedBytes(engine, node, ""));
                RequireRoom();
                break;
            case var _ when node.IsPromise(): throw Refuse("a promise");
            case IJsPrimitive { PrimitiveValue: var inner }: Write(inner); break;
            default: WriteProperties(Properties(node)); break;
        }

        _depth--;
    }

    private void WriteItems(IEnumerable<JsValue> items)
    {
        writer.WriteStartArray();
        foreach (var item in items) Write(item);
        writer.WriteEndArray();
    }

    private void WriteProperties(IEnumerable<(string Name, JsValue Value)> properties)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in properties)
        {
            if (value.IsUndefined() || value is Jint.Native.Function.Function) continue; // as JSON does
            writer.WritePropertyName(name);
            Write(value);
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<JsValue> Items(JsArray array)
    {
        for (var i = 0u; i < array.Length; i++) yield return array[i];
    }

    private static IEnumerable<(string Name, JsValue Value)> Properties(ObjectInstance node)
    {
        foreach (var key in node.GetOwnPropertyKeys(Types.String))
        {
            if (node.GetOwnProperty(key) is { Enumerable: true }) yield return (key.ToString(), node.Get(key));
        }
    }

    private void WriteDate(JsDate date)
    {
        if (!double.IsFinite(date.DateValue)) writer.WriteNullValue();
        else writer.WriteStringValue(date.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }

    private string Key(JsValue key) =>
        key is JsString { Length: <= 10_000 } or JsNumber ? key.ToString() : throw Refuse("a Map with keys that are no strings");

    private void RequireRoom()
    {
        engine.Constraints.Check();
        if (written.WrittenCount + writer.BytesPending > JsonContractValue.MaxSize)
            throw Thrown.RangeError(engine, $"A value for C# is larger than {JsonContractValue.MaxSize >> 20} MiB of JSON.");
    }

    private JavaScriptException Refuse(string what) => Thrown.TypeError(engine, $"A value for C# contains {what}, which does not pass.");
}
