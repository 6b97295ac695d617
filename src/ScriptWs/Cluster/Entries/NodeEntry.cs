namespace ScriptWs.Cluster;

/// <summary>An entry of an envelope that is no message for connections.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Body">Its bytes. Never changed.</param>
internal sealed record NodeEntry(EntryKind Kind, byte[] Body);
