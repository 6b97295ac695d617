using System.Text;

namespace ScriptWs.Storage;

/// <summary>A key with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, in the form of <c>CloneBytes</c>. Never changed.</param>
/// <param name="Version">Grows with each write; no two writes of one storage have the same.</param>
/// <param name="ExpiresAt">When it expires, in milliseconds since 1970; <c>null</c> for never.</param>
/// <param name="Owner">The endpoint that wrote it last. Its bytes count for that one.</param>
internal sealed record StoredEntry(string Key, byte[] Value, long Version, long? ExpiresAt, string Owner)
{
    /// <summary>Bytes that count for quotas.</summary>
    public long Size => SizeOf(Key, Value);

    public bool IsExpired(long now) => ExpiresAt <= now;

    public static long SizeOf(string key, byte[] value) => Encoding.UTF8.GetByteCount(key) + value.Length;
}
