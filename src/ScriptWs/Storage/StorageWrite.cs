namespace ScriptWs.Storage;

/// <summary>One change of a commit. Each key occurs once in it.</summary>
/// <param name="Key">The key.</param>
internal sealed record StorageWrite(string Key)
{
    /// <summary>Makes the value; <c>null</c> deletes the key.</summary>
    public StorageChange? Change { get; init; }

    /// <summary>Whether <see cref="Change"/> makes the value of the present one.</summary>
    public bool DependsOnPresent => Change is not null && !IsBlind;

    /// <summary>Whether <see cref="Change"/> ignores the present value.</summary>
    public bool IsBlind { get; init; }

    /// <summary>When the value expires, in milliseconds since 1970; <c>null</c> for never, or for no change.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Whether the expiry stays what it was unless <see cref="ExpiresAt"/> sets another.</summary>
    public bool KeepsExpiry { get; init; }

    /// <summary>Bytes that it holds while it waits, roughly.</summary>
    public long Size { get; init; }

    public static StorageWrite Set(string key, byte[] value, long? expiresAt) =>
        new(key) { Change = _ => value, IsBlind = true, ExpiresAt = expiresAt, Size = value.Length };

    public static StorageWrite Delete(string key) => new(key);
}
