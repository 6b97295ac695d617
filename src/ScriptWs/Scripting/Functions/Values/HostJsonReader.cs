using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Jint;
using Jint.Native;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting;

/// <summary>Makes a script's value of JSON that a contract wrote. An integer that a number does not hold exactly is a BigInt.</summary>
internal sealed class HostJsonReader(Engine engine)
{
    private int _count;

    public JsValue Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        return Read(ref reader);
    }

    private JsValue Read(ref Utf8JsonReader reader)
    {
        if ((++_count & 1023) == 0) engine.Constraints.Check();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: return ReadObject(ref reader);
            case JsonTokenType.StartArray: return ReadArray(ref reader);
            case JsonTokenType.String: return JsString.Create(reader.GetString()!);
            case JsonTokenType.True: return JsBoolean.True;
            case JsonTokenType.False: return JsBoolean.False;
            case JsonTokenType.Number: return ReadNumber(ref reader);
            default: return JsValue.Null;
        }
    }

    private JsObject ReadObject(ref Utf8JsonReader reader)
    {
        Thrown.RequireStack(engine);
        var result = new JsObject(engine);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsString.Create(reader.GetString()!);
            reader.Read();
            result.CreateDataProperty(name, Read(ref reader));
        }

        return result;
    }

    private JsArray ReadArray(ref Utf8JsonReader reader)
    {
        Thrown.RequireStack(engine);
        var items = new List<JsValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader));
        return new JsArray(engine, [.. items]);
    }

    private static JsValue ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out var integer)) return BigValue.Of(integer);

        // A text of digits only is an integer beyond 64 bits; the rest is a number.
        if (reader.ValueSpan.Length > BigInts.MaxDigits || reader.ValueSpan.IndexOfAny(".eE"u8) >= 0)
            return JsNumber.Create(reader.GetDouble());

        var digits = Encoding.ASCII.GetString(reader.ValueSpan);
        return new JsBigInt(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }
}
