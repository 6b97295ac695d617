using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>
/// Where functions of a module may be suspended: the nodes around an <c>await</c> or a <c>yield</c>, up to the function; and
/// around which of them something must be rewritten, up to the module.
/// </summary>
internal sealed class SuspendingNodes
{
    private readonly HashSet<Node> _suspending = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Node> _rewritten = new(ReferenceEqualityComparer.Instance);

    public SuspendingNodes(Module module)
    {
        FindSuspending(module);
        FindRewritten(module);
    }

    /// <summary>Whether the function around the node may be suspended within it.</summary>
    public bool MaySuspend(Node? node) => node is not null && _suspending.Contains(node);

    /// <summary>Whether the node, or one below it, must be rewritten.</summary>
    public bool AreRewritten(Node node) => _rewritten.Contains(node);

    private bool FindSuspending(Node node)
    {
        var suspends = node is AwaitExpression or YieldExpression or ForOfStatement { Await: true };
        foreach (var child in node.ChildNodes) suspends |= FindSuspending(child);
        if (suspends) _suspending.Add(node);
        return suspends && node is not (IFunction or StaticBlock);
    }

    private bool FindRewritten(Node node)
    {
        var found = SuspensionRewriter.Concerns(this, node);
        foreach (var child in node.ChildNodes) found |= FindRewritten(child);
        if (found) _rewritten.Add(node);
        return found;
    }
}
