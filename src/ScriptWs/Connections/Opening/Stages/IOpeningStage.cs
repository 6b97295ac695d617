namespace ScriptWs.Connections;

/// <summary>Where an opening handshake is. It only ever moves downwards.</summary>
internal enum OpeningState
{
    /// <summary>The request head is incomplete: the client has not asked for anything yet.</summary>
    ReadingHead,

    /// <summary>The body of a plain HTTP request is incomplete.</summary>
    ReadingBody,

    /// <summary>The gate or the script is asked; nothing is read meanwhile.</summary>
    Deciding,

    /// <summary>The client has an answer that is no connection, and a little time to read it.</summary>
    Refused,

    /// <summary>The wire is gone, or belongs to what follows the handshake.</summary>
    Over,
}

/// <summary>One stage of an opening handshake, with what only that stage needs. The <see cref="Opening"/> has one at a time.</summary>
internal interface IOpeningStage
{
    OpeningState State { get; }

    /// <inheritdoc cref="ITransportSink.OnReceived"/>
    bool OnReceived(Span<byte> bytes);

    /// <inheritdoc cref="ITransportSink.OnWritable"/>
    void OnWritable()
    {
    }

    /// <summary>The wire is gone: gives back what the stage holds. Never during <see cref="OnReceived"/>.</summary>
    void Discard()
    {
    }
}
