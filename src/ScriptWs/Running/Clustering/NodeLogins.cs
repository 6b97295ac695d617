using ScriptWs.Authentication;
using ScriptWs.Cluster;

namespace ScriptWs.Running;

/// <summary>Lets failed logins at all nodes count together. Any thread.</summary>
internal sealed class NodeLogins
{
    /// <summary>Its own group: what is noted keeps its order.</summary>
    private const string Group = "logins";

    private ClusterNode? _node;

    /// <summary>Told what other nodes have noted; set by what counts it.</summary>
    public Action<FailureNote>? Received { get; set; }

    public void Begin(ClusterNode? node) => _node = node;

    public void Note(FailureNote note) => _node?.Post(Group, new LoginEntry(note.Address ?? "", note.Name ?? "", note.IsForgiven).Write());

    public bool TryReceive(ReadOnlySpan<byte> body)
    {
        if (!LoginEntry.TryRead(body, out var entry)) return false;

        Received?.Invoke(new FailureNote(NullIfEmpty(entry.Address), NullIfEmpty(entry.Name), entry.IsForgiven));
        return true;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
