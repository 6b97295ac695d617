namespace ScriptWs.Connections;

/// <summary>A connection, as its input sees it.</summary>
internal interface IInputOwner : ITurnTarget, IUnfinishedOwner
{
    /// <summary>Whether it is to be closed: the client's messages are skipped until its own Close frame comes (RFC 6455 §1.4).</summary>
    bool IsLeaving { get; }

    /// <summary>Answers a Ping.</summary>
    void OnPing(ReadOnlySpan<byte> payload);

    void OnPong(ReadOnlySpan<byte> payload);
}
