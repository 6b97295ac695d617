namespace ScriptWs.Cluster;

/// <summary>Messages for one history.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Channel">The channel on which nodes hear of them.</param>
/// <param name="Size">Messages that are kept.</param>
/// <param name="Age">How long they are kept after the last one.</param>
/// <param name="Payloads">The messages as <see cref="HistoryFormat"/> writes them.</param>
/// <param name="IsRetry">
/// Whether they may be there already: the first one's publication is looked for, and if it is found nothing is added.
/// </param>
internal sealed record HistoryAppend(
    string Topic, string Channel, int Size, TimeSpan Age, IReadOnlyList<byte[]> Payloads, bool IsRetry);
