using System.Text;

namespace ScriptWs.Protocol;

/// <summary>Writes the 101 that completes an opening handshake (RFC 6455 §4.2.2).</summary>
internal static class HandshakeResponse
{
    /// <param name="key">The client's Sec-WebSocket-Key.</param>
    /// <param name="subprotocol">The subprotocol chosen; one of those offered.</param>
    /// <param name="extensions">The value of Sec-WebSocket-Extensions, as negotiated.</param>
    /// <param name="headers">Header fields to add.</param>
    /// <exception cref="ArgumentException">A header field is not fit to be sent (<see cref="ResponseHeader.Problem"/>).</exception>
    public static byte[] ToBytes(
        string key,
        string? subprotocol = null,
        string? extensions = null,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        // Most answers have nothing but the key: no need to build them piece by piece.
        if (subprotocol is null && extensions is null && headers is null or { Count: 0 })
            return Encoding.Latin1.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {WebSocketKey.Accept(key)}\r\n\r\n");

        var head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
        foreach (var (name, value) in Fields(key, subprotocol, extensions, headers)) ResponseHeader.Append(head, name, value);
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>The header fields of the 101, without those that switch protocols.</summary>
    /// <inheritdoc cref="ToBytes"/>
    public static IReadOnlyList<KeyValuePair<string, string>> Fields(
        string key,
        string? subprotocol = null,
        string? extensions = null,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null)
    {
        var fields = new List<KeyValuePair<string, string>> { new("Sec-WebSocket-Accept", WebSocketKey.Accept(key)) };
        if (subprotocol is not null) fields.Add(new("Sec-WebSocket-Protocol", subprotocol));
        if (extensions is not null) fields.Add(new("Sec-WebSocket-Extensions", extensions));
        foreach (var (name, value) in headers ?? [])
        {
            if (ResponseHeader.Problem(name, value) is { } problem) throw new ArgumentException(problem);
            fields.Add(new(name, value));
        }

        return fields;
    }
}
