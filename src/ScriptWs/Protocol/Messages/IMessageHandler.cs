namespace ScriptWs.Protocol;

/// <summary>
/// Receives what <c>MessageReader</c> decodes, on the thread that reads. Spans are valid during the call only.
/// The methods that answer <c>bool</c> say whether to go on: <c>false</c> stops reading after this event and leaves the
/// rest of the bytes to the caller (backpressure, or the connection is closing).
/// </summary>
internal interface IMessageHandler
{
    /// <summary>One whole text message; <paramref name="utf8"/> is valid UTF-8 (RFC 6455 §8.1).</summary>
    bool OnText(ReadOnlySpan<byte> utf8);

    /// <summary>One whole binary message.</summary>
    bool OnBinary(ReadOnlySpan<byte> bytes);

    bool OnPing(ReadOnlySpan<byte> payload);

    bool OnPong(ReadOnlySpan<byte> payload);

    /// <summary>A valid Close frame; <see cref="CloseStatuses.NoStatusReceived"/> when it had no body. Nothing follows it.</summary>
    void OnClose(CloseStatus status);

    /// <summary>The client broke the protocol or a limit: what to close with. Nothing follows it.</summary>
    void OnFailure(CloseStatus status);
}
