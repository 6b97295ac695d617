using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Opens a connection with the answer that was prepared for it.</summary>
internal delegate void OpenConnection(Connection connection);

/// <summary>How the answer of an opening handshake reaches the client: over the wire, or through another web server.</summary>
internal interface IHandshakeAnswer
{
    /// <summary>Prepares the 101.</summary>
    /// <returns>Sends it and opens the connection.</returns>
    /// <exception cref="ArgumentException">A header field is not fit to be sent.</exception>
    OpenConnection Accept(SwitchingProtocols answer);

    /// <summary>Sends a 101 that no connection follows: the caller appends frames behind it.</summary>
    void AcceptInto(OutboundBuffer output, SwitchingProtocols answer);

    /// <returns>Whether the wire is ours to end; <c>false</c> when the web server does.</returns>
    bool TryRefuse(HttpRefusal refusal, OutboundBuffer output);
}
