namespace ScriptWs.Storage;

/// <summary>What became of one write of a commit.</summary>
/// <param name="Version">The version that the key has now; 0 when it was deleted.</param>
/// <param name="Value">The value that it has now; <c>null</c> when it was deleted.</param>
/// <param name="Existed">Whether the key had a value before.</param>
internal readonly record struct StorageWritten(long Version, byte[]? Value, bool Existed);
