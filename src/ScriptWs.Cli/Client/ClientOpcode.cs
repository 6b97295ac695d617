namespace ScriptWs.Cli.Client;

/// <summary>What a frame is (RFC 6455 §5.2).</summary>
internal enum ClientOpcode : byte
{
    /// <summary>More of a message.</summary>
    Continuation = 0x0,

    /// <summary>A text message.</summary>
    Text = 0x1,

    /// <summary>A binary message.</summary>
    Binary = 0x2,

    /// <summary>The closing handshake.</summary>
    Close = 0x8,

    /// <summary>A question for a sign of life.</summary>
    Ping = 0x9,

    /// <summary>The answer to it.</summary>
    Pong = 0xA,
}
