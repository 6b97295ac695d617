namespace ScriptWs.Storage;

/// <summary>What a storage contains. A moment later it may be otherwise.</summary>
/// <param name="Keys">Keys, those that have expired and are not removed yet included.</param>
/// <param name="Bytes">Bytes of keys and values.</param>
/// <param name="Waiting">Operations that wait for the storage.</param>
internal readonly record struct StorageFigures(long Keys, long Bytes, int Waiting);
