using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ScriptWs.Cli.Logging;

/// <summary>One event of the log, and how it looks.</summary>
/// <param name="Level">How grave it is.</param>
/// <param name="Category">What logged it.</param>
/// <param name="Id">Which event it is.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Exception">The exception behind it.</param>
/// <param name="Fields">What the sentence is about, by name: connection, file, line and others.</param>
internal readonly record struct LogLine(LogLevel Level, string Category, int Id, string Message, Exception? Exception, IReadOnlyList<KeyValuePair<string, object?>>? Fields = null)
{
    private const string OurPrefix = "ScriptWs";
    private static readonly string[] OwnFields = ["time", "level", "category", "id", "message", "exception"];
    private static readonly JsonWriterOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>06:43:01.250 info  Script: hello</c>; messages hold no line ends, so that no line can be forged.</summary>
    public string ToText(DateTimeOffset now, bool hasColors)
    {
        var (name, color) = Level switch
        {
            LogLevel.Trace => ("trace", "90"),
            LogLevel.Debug => ("debug", "90"),
            LogLevel.Information => ("info ", "32"),
            LogLevel.Warning => ("warn ", "33"),
            LogLevel.Error => ("error", "31"),
            _ => ("fatal", "1;31"),
        };
        var time = now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var cause = Exception is null ? "" : Printable.Line($" ({Exception.GetType().Name}: {Exception.Message})");
        var message = Printable.Line(Message) + cause;
        return hasColors ? $"\e[90m{time}\e[0m \e[{color}m{name}\e[0m {ShortCategory}: {message}" : $"{time} {name} {ShortCategory}: {message}";
    }

    /// <summary>Everything that is known, the exception's stack included.</summary>
    public string ToJson(DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("time", now.UtcDateTime);
            json.WriteString("level", Level.ToString().ToLowerInvariant());
            json.WriteString("category", Category);
            json.WriteNumber("id", Id);
            json.WriteString("message", Message);
            WriteFields(json);
            if (Exception is not null) json.WriteString("exception", Exception.ToString());
            json.WriteEndObject();
        }

        return Printable.Json(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Other libraries name their fields as they like: a name that is taken is left out, as JSON has each once.</summary>
    private void WriteFields(Utf8JsonWriter json)
    {
        var names = new HashSet<string>(OwnFields, StringComparer.Ordinal);
        foreach (var (placeholder, value) in Fields ?? [])
        {
            if (value is null || placeholder.Length == 0 || !char.IsAsciiLetter(placeholder[0])) continue; // {OriginalFormat} is the sentence again

            var name = JsonNamingPolicy.CamelCase.ConvertName(placeholder);
            if (names.Add(name)) WriteField(json, name, value);
        }
    }

    private void WriteField(Utf8JsonWriter json, string name, object value)
    {
        if (value is int or long or short or byte or uint) json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
        else if (value is double number && double.IsFinite(number)) json.WriteNumber(name, number);
        else if (value is bool flag) json.WriteBoolean(name, flag);
        else if (Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && text != Message) json.WriteString(name, text);
    }

    private string ShortCategory
    {
        get
        {
            var last = Category[(Category.LastIndexOf('.') + 1)..];
            return last.Length > OurPrefix.Length && last.StartsWith(OurPrefix, StringComparison.Ordinal) ? last[OurPrefix.Length..] : last;
        }
    }
}
