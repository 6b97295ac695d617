using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>One message of a history; immutable.</summary>
/// <param name="Id">Its position.</param>
/// <param name="Previous">The position of the message before it; none where the history began with it.</param>
/// <param name="Frame">The message.</param>
/// <param name="Except">The connection that published it and does not get it; <c>null</c> for none.</param>
internal sealed record HistoryEntry(Position Id, Position Previous, SharedFrame Frame, Guid? Except)
{
    /// <summary>What an entry takes beside its message, roughly.</summary>
    private const int Overhead = 160;

    /// <summary>Bytes that it takes in memory, roughly.</summary>
    public long Size => Frame.Bytes.Length + Overhead;
}
