using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>What a 101 contains (RFC 6455 §4.2.2).</summary>
/// <param name="Key">The client's Sec-WebSocket-Key.</param>
/// <param name="Subprotocol">The subprotocol chosen.</param>
/// <param name="Extensions">The value of Sec-WebSocket-Extensions, as negotiated.</param>
/// <param name="Headers">Header fields to add.</param>
internal sealed record SwitchingProtocols(
    string Key, string? Subprotocol, string? Extensions = null, IReadOnlyList<KeyValuePair<string, string>>? Headers = null)
{
    /// <summary>The whole answer.</summary>
    /// <exception cref="ArgumentException">A header field is not fit to be sent.</exception>
    public byte[] ToBytes() => HandshakeResponse.ToBytes(Key, Subprotocol, Extensions, Headers);

    /// <summary>Its header fields, without those that switch protocols.</summary>
    /// <inheritdoc cref="ToBytes"/>
    public IReadOnlyList<KeyValuePair<string, string>> ToFields() => HandshakeResponse.Fields(Key, Subprotocol, Extensions, Headers);
}
