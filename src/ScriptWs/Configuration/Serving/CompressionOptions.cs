namespace ScriptWs.Configuration;

/// <summary>The section <c>compression</c>: permessage-deflate (RFC 7692).</summary>
public sealed record CompressionOptions
{
    /// <summary>Whether it is offered to clients that ask for it; default <c>false</c>.</summary>
    [Setting("Whether it is offered to clients that ask for it.")]
    public bool Enabled { get; init; }

    /// <summary>Bytes; smaller messages go out as they are; default 1024.</summary>
    [Setting("Bytes; smaller messages go out as they are.")]
    public int MinimumSize { get; init; } = 1024;

    /// <summary>Whether messages may refer to earlier ones: better ratio, some 250 KB for each connection that uses it; default <c>true</c>.</summary>
    [Setting("Whether messages may refer to earlier ones: better ratio, some 250 KB for each connection that uses it.")]
    public bool ContextTakeover { get; init; } = true;
}
