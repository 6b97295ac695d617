namespace ScriptWs;

/// <summary>What the storage of a server contains. No values.</summary>
/// <param name="Backend">Where values are kept, as <c>storage.backend</c> names it.</param>
/// <param name="Keys">Number of keys. Expired ones count until they are removed.</param>
/// <param name="Size">Bytes of all keys and values.</param>
/// <param name="Waiting">Operations that wait for the storage.</param>
public sealed record StorageStatus(string Backend, long Keys, long Size, int Waiting);
