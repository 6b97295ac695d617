namespace ScriptWs.Storage;

/// <summary>What must hold for a commit.</summary>
/// <param name="Key">The key.</param>
/// <param name="Version">The version that it must have; <c>null</c> = there must be no such key.</param>
internal readonly record struct StorageCheck(string Key, long? Version);
