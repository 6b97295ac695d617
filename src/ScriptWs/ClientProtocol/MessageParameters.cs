using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace ScriptWs.ClientProtocol;

/// <summary>The parameters of <c>message</c>: either <c>data</c>, a text, or <c>bytes</c>, as base64.</summary>
internal readonly ref struct MessageParameters
{
    public bool IsText { get; private init; }

    /// <summary>The text in UTF-8, or the bytes.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <param name="json">The parameters, valid JSON.</param>
    /// <param name="read">What they are.</param>
    /// <returns><c>false</c> when they are something else.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out MessageParameters read)
    {
        read = default;
        if (json.IsEmpty || json[0] != '{') return false;

        var reader = new Utf8JsonReader(json);
        reader.Read();
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isText, isBytes) = (reader.ValueTextEquals("data"u8), reader.ValueTextEquals("bytes"u8));
            reader.Read();
            if (!isText && !isBytes)
            {
                reader.Skip();
                continue;
            }

            if (found || reader.TokenType != JsonTokenType.String || !TryRead(reader, isText, out read)) return false;
            found = true;
        }

        return found;
    }

    private static bool TryRead(Utf8JsonReader reader, bool isText, out MessageParameters read)
    {
        read = default;
        var value = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            var unescaped = new byte[value.Length];
            try
            {
                value = unescaped.AsSpan(0, reader.CopyString(unescaped));
            }
            catch (InvalidOperationException)
            {
                return false; // half of a surrogate pair
            }
        }

        if (!isText)
        {
            var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(value.Length)];
            if (Base64.DecodeFromUtf8(value, bytes, out _, out var length) != OperationStatus.Done) return false;
            value = bytes.AsSpan(0, length);
        }

        read = new() { IsText = isText, Payload = value };
        return true;
    }
}
