namespace ScriptWs.Cluster;

/// <summary>What an entry of an envelope is. The numbers are on the wire: none is ever used twice.</summary>
internal enum EntryKind : byte
{
    /// <summary>A message for connections.</summary>
    Message = 1,

    /// <summary>A node shows that it is there.</summary>
    Beat = 2,
}
