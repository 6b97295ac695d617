namespace ScriptWs.Configuration;

/// <summary>The section <c>compression</c>. Compression with permessage-deflate (RFC 7692).</summary>
public sealed record CompressionOptions
{
    /// <summary>Whether compression is offered to clients that request it. Default: <c>false</c>.</summary>
    [Setting("Whether compression is offered to clients that request it.")]
    public bool Enabled { get; init; }

    /// <summary>Message size in bytes below which messages are sent uncompressed. Default: <c>1024</c>.</summary>
    [Setting("Message size in bytes below which messages are sent uncompressed.")]
    public int MinimumSize { get; init; } = 1024;

    /// <summary>
    /// Whether messages can refer to earlier ones. Compresses better, for about 250 KB per connection that uses it. Default:
    /// <c>true</c>.
    /// </summary>
    [Setting("Whether messages can refer to earlier ones. Compresses better, for about 250 KB per connection that uses it.")]
    public bool ContextTakeover { get; init; } = true;
}
