using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ScriptWs.ClientProtocol;

/// <summary>
/// Writes messages to clients, each into the buffer of this thread: what a method returns is valid until the next call on the thread.
/// </summary>
internal sealed class RpcWriter
{
    /// <summary>A larger buffer is given back after its message.</summary>
    private const int KeptSize = 64 << 10;

    // What is written is a frame, and no part of a page.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static RpcWriter? t_current;

    private readonly Utf8JsonWriter _json;
    private ArrayBufferWriter<byte> _bytes = new(1024);

    private RpcWriter() => _json = new Utf8JsonWriter(_bytes, Options);

    /// <param name="id">The request's id as JSON.</param>
    /// <param name="result">The result as JSON.</param>
    public static ReadOnlySpan<byte> Result(ReadOnlySpan<byte> id, ReadOnlySpan<byte> result)
    {
        var writer = Begin();
        writer.Id(id);
        writer._json.WritePropertyName("result"u8);
        writer._json.WriteRawValue(result, skipInputValidation: true);
        return writer.End();
    }

    /// <param name="id">The request's id as JSON.</param>
    /// <param name="error">Why it has no result.</param>
    public static ReadOnlySpan<byte> Error(ReadOnlySpan<byte> id, RpcError error)
    {
        var writer = Begin();
        var json = writer._json;
        writer.Id(id);
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, error.Code);
        json.WriteString("message"u8, error.Message);
        if (error.Data is { } data)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data, skipInputValidation: true);
        }

        json.WriteEndObject();
        return writer.End();
    }

    /// <summary>A text of the script to this client.</summary>
    /// <param name="text">Valid UTF-8.</param>
    public static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> text)
    {
        var writer = Begin();
        writer.Notification("message"u8);
        writer._json.WriteString("data"u8, text);
        writer._json.WriteEndObject();
        return writer.End();
    }

    /// <summary>A message of a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="position">Where it is in the topic's history; <c>null</c> without one.</param>
    /// <param name="payload">A text in UTF-8, or bytes.</param>
    /// <param name="isText">Whether it is a text.</param>
    public static ReadOnlySpan<byte> Topic(string topic, string? position, ReadOnlySpan<byte> payload, bool isText)
    {
        var writer = Begin();
        var json = writer._json;
        writer.Notification("topic"u8);
        json.WriteString("topic"u8, topic);
        if (position is not null) json.WriteString("position"u8, position);
        if (isText) json.WriteString("data"u8, payload);
        else json.WriteBase64String("bytes"u8, payload);
        json.WriteEndObject();
        return writer.End();
    }

    /// <summary>Messages of a topic are lost.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="position">Where it continues.</param>
    public static ReadOnlySpan<byte> Gap(string topic, string position)
    {
        var writer = Begin();
        writer.Notification("gap"u8);
        writer._json.WriteString("topic"u8, topic);
        writer._json.WriteString("position"u8, position);
        writer._json.WriteEndObject();
        return writer.End();
    }

    /// <summary>Topics of a resumed connection that wait until the client says where to continue.</summary>
    public static ReadOnlySpan<byte> Restored(IEnumerable<string> topics)
    {
        var writer = Begin();
        writer.Notification("restored"u8);
        writer._json.WriteStartArray("topics"u8);
        foreach (var topic in topics) writer._json.WriteStringValue(topic);
        writer._json.WriteEndArray();
        writer._json.WriteEndObject();
        return writer.End();
    }

    /// <summary>The result of <c>subscribe</c>.</summary>
    /// <param name="position">The newest position; <c>null</c> without a history.</param>
    /// <param name="isRecovered">Whether nothing is missing since the client's position.</param>
    /// <param name="missed">Messages that were sent again.</param>
    public static byte[] Subscribed(string? position, bool isRecovered, int missed)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("position"u8, position);
            json.WriteBoolean("recovered"u8, isRecovered);
            json.WriteNumber("missed"u8, missed);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The first message to each client.</summary>
    public static ReadOnlySpan<byte> Welcome(RpcWelcome welcome)
    {
        var writer = Begin();
        var json = writer._json;
        writer.Notification("welcome"u8);
        json.WriteBoolean("resumed"u8, welcome.IsResumed);
        if (welcome.ResumeToken is { } token) json.WriteString("resumeToken"u8, token);
        if (welcome.ExpiresAt is { } end) json.WriteNumber("expiresAt"u8, end.ToUnixTimeMilliseconds());
        json.WriteEndObject();
        return writer.End();
    }

    /// <summary>The result of <c>whoami</c>.</summary>
    /// <param name="connection">The connection's id.</param>
    /// <param name="user">The user's name; <c>null</c> without one.</param>
    public static byte[] Identity(Guid connection, string? user)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("connection"u8, connection);
            json.WriteString("user"u8, user);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The result of <c>reauthenticate</c>.</summary>
    /// <param name="expiresAt">When the new credentials expire; <c>null</c> for never.</param>
    public static byte[] Expiry(DateTimeOffset? expiresAt) => expiresAt is { } end
        ? Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"expiresAt\":{end.ToUnixTimeMilliseconds()}}}"))
        : "{\"expiresAt\":null}"u8.ToArray();

    private static RpcWriter Begin()
    {
        var writer = t_current ??= new RpcWriter();
        if (writer._bytes.Capacity > KeptSize) writer._bytes = new(1024);
        writer._bytes.ResetWrittenCount();
        writer._json.Reset(writer._bytes);
        writer._json.WriteStartObject();
        writer._json.WriteString("jsonrpc"u8, ClientSubprotocol.JsonRpc);
        return writer;
    }

    private void Id(ReadOnlySpan<byte> id)
    {
        _json.WritePropertyName("id"u8);
        _json.WriteRawValue(id, skipInputValidation: true);
    }

    /// <summary>Opens the parameters.</summary>
    private void Notification(ReadOnlySpan<byte> method)
    {
        _json.WriteString("method"u8, method);
        _json.WriteStartObject("params"u8);
    }

    private ReadOnlySpan<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _bytes.WrittenSpan;
    }
}
