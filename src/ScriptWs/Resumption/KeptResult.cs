namespace ScriptWs.Resumption;

/// <summary>What became of a write.</summary>
/// <param name="IsDone">Whether it was made.</param>
/// <param name="IsConflict">Whether the key was another's meanwhile.</param>
/// <param name="Version">The version that was written.</param>
internal readonly record struct KeptResult(bool IsDone, bool IsConflict, long? Version);
