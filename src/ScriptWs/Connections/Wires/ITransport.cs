using System.Net;

namespace ScriptWs.Connections;

/// <summary>
/// The wire of one connection, as the connection sees it. It pushes what arrives into its <see cref="ITransportSink"/>
/// and never calls the sink from inside one of these methods, except <see cref="ResumeReading"/>.
/// </summary>
internal interface ITransport
{
    EndPoint? RemoteEndPoint { get; }

    EndPoint? LocalEndPoint { get; }

    bool IsSecure { get; }

    /// <summary>What the TLS handshake brought; <c>null</c> before its end, and where TLS is ended elsewhere or not spoken.</summary>
    TlsInformation? Tls { get; }

    /// <summary>Whether the client has sent bytes that were not read yet. Any thread.</summary>
    bool HasUnreadInput { get; }

    /// <summary>Bytes that were accepted and that the client's system has not taken, as far as that is known; 0 once the wire is gone. Any thread.</summary>
    long Unsent { get; }

    /// <summary>Who reads it, together with other wires; <c>null</c> when it is read by itself.</summary>
    IEventLoop? Loop => null;

    /// <summary>Replaced by the sink itself, inside one of its calls, when the opening handshake is done.</summary>
    ITransportSink Sink { get; set; }

    /// <summary>Hands bytes to the wire without waiting; one caller at a time.</summary>
    /// <returns>
    /// How many bytes were accepted (sent or copied). Fewer than given: <see cref="ITransportSink.OnWritable"/> follows.
    /// After the wire is closed everything is accepted and dropped.
    /// </returns>
    int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Goes on reading after the sink answered <c>false</c>; any thread; may push on the caller's thread.</summary>
    void ResumeReading();

    /// <summary>Ends our direction once everything accepted has gone out; reading goes on. Any thread.</summary>
    void CloseOutput();

    /// <summary>Drops the wire at once; <see cref="ITransportSink.OnDisconnected"/> follows if it has not come yet. Any thread.</summary>
    void Abort();
}
