namespace ScriptWs.Scripting;

/// <summary>What one script tells the scripts of its endpoint on all nodes.</summary>
/// <param name="Name">The event.</param>
/// <param name="Data">Its data, in the form of <c>CloneBytes</c>.</param>
/// <param name="Node">The name of the node that it comes from.</param>
/// <param name="IsLocal">Whether that is this node.</param>
internal sealed record NodeEvent(string Name, byte[] Data, string Node, bool IsLocal)
{
    /// <summary>Characters of a name at most.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Bytes of the data, and of an answer, at most.</summary>
    public const int MaxSize = 64 * 1024;
}
