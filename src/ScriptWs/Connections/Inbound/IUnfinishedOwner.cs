using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>A connection, as <see cref="UnfinishedMessages"/> sees it. Any thread.</summary>
internal interface IUnfinishedOwner
{
    /// <summary>What has come of a message whose last frame has not.</summary>
    Unfinished Unfinished { get; }

    /// <summary>Gives up a message whose last frame has not come, with its memory, and closes.</summary>
    /// <param name="number">The message's number.</param>
    /// <param name="status">Why.</param>
    /// <returns><c>false</c> when its last frame has come meanwhile.</returns>
    bool TryDropUnfinished(long number, CloseStatus status);
}
