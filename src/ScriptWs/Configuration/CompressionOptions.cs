namespace ScriptWs.Configuration;

/// <summary>The section <c>compression</c>: permessage-deflate (RFC 7692).</summary>
public sealed record CompressionOptions
{
    /// <summary>Whether it is offered to clients that ask for it; default <c>false</c>.</summary>
    public bool Enabled { get; init; }

    /// <summary>Bytes; smaller messages go out as they are; default 1024.</summary>
    public int MinimumSize { get; init; } = 1024;

    /// <summary>Whether messages may refer to earlier ones: better ratio, some 250 KB for each connection that uses it; default <c>true</c>.</summary>
    public bool ContextTakeover { get; init; } = true;
}
