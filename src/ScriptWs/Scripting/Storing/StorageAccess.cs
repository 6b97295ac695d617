using ScriptWs.Storage;

namespace ScriptWs.Scripting;

/// <summary>The server's storage as one endpoint uses it.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Owner">The endpoint's path, for its quota.</param>
/// <param name="MaxValueSize">Bytes of one value at most.</param>
internal sealed record StorageAccess(IStorage Storage, string Owner, long MaxValueSize);
