namespace ScriptWs.Cluster;

/// <summary>A history as it was read.</summary>
/// <param name="Last">The id of its last message.</param>
/// <param name="Now">The time of the clock that ids come from, in microseconds since 1970.</param>
/// <param name="Entries">Its messages as <see cref="HistoryFormat"/> writes them, the oldest first.</param>
internal sealed record HistoryPart(long Last, long Now, IReadOnlyList<byte[]> Entries);
