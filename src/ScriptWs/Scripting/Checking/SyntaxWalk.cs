using Acornima.Ast;

namespace ScriptWs.Scripting.Checking;

/// <summary>Visits the nodes of a parsed file.</summary>
internal static class SyntaxWalk
{
    /// <summary>All nodes below one, in the order of the text.</summary>
    public static IEnumerable<Node> Below(Node root)
    {
        var waiting = new Stack<Node>([root]);
        while (waiting.TryPop(out var node))
        {
            if (node != root) yield return node;
            foreach (var child in node.ChildNodes.Reverse()) waiting.Push(child);
        }
    }

    /// <summary>The node around each node.</summary>
    public static Dictionary<Node, Node> Parents(Node root)
    {
        var parents = new Dictionary<Node, Node>();
        foreach (var node in Below(root).Prepend(root))
        {
            foreach (var child in node.ChildNodes) parents[child] = node;
        }

        return parents;
    }
}
