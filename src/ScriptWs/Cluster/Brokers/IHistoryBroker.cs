namespace ScriptWs.Cluster;

/// <summary>
/// What keeps the histories of a cluster: each message gets its position there, so that all nodes see one order. Any thread.
/// </summary>
/// <remarks>
/// Each message names its predecessor. Where the broker may have lost messages that it had confirmed, the next one names an id that no
/// message has. Until it comes, that id is told as the last one.
/// </remarks>
internal interface IHistoryBroker
{
    /// <summary>Adds messages to a history and sends them to all nodes, in one step: all of them, or none.</summary>
    /// <returns>The id of the first; the others follow it without a gap.</returns>
    /// <exception cref="BrokerException">It was not done, or it is not known whether it was.</exception>
    Task<long> AppendAsync(HistoryAppend append);

    /// <summary>Reads a history. One that has not begun begins now, with a position before its first message.</summary>
    /// <exception cref="BrokerException">There was no answer.</exception>
    Task<HistoryPart> ReadAsync(string topic);

    /// <summary>The ids of the last messages; 0 for a history that is not there.</summary>
    /// <exception cref="BrokerException">There was no answer.</exception>
    Task<long[]> LastAsync(IReadOnlyList<string> topics);
}
