namespace ScriptWs;

/// <summary>A key of a server's storage, without its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Size">Bytes of the key and its value.</param>
/// <param name="Version">The version, which grows with each write.</param>
/// <param name="Endpoint">The path of the endpoint that wrote it last.</param>
public sealed record StorageKey(string Key, long Size, long Version, string Endpoint)
{
    /// <summary>When it expires; <c>null</c> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
