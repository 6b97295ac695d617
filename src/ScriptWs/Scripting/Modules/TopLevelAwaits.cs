using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>Finds where a script awaits something outside all functions: what a load may wait for.</summary>
internal static class TopLevelAwaits
{
    /// <summary>Describes an await that nothing can end any more.</summary>
    public static string DescribeEndless(ScriptModule module)
    {
        var places = module.Programs.SelectMany(file => In(file.Program)).Select(node => ScriptPlace.Text(node.Location)).ToArray();
        var where = places.FirstOrDefault() ?? module.DisplayPath;
        var others = places.Length > 1 ? $" (or one of: {string.Join(", ", places.Skip(1).Take(5))})" : "";
        return $"{where}: a top-level await{others} waits for a promise that nothing settles; await there only what timers or the script itself settle.";
    }

    /// <summary>The nodes below one that await, outside functions.</summary>
    public static IEnumerable<Node> In(Node node)
    {
        if (node is IFunction or StaticBlock) yield break;
        if (node is AwaitExpression or ForOfStatement { Await: true }) yield return node;
        foreach (var child in node.ChildNodes)
        {
            foreach (var found in In(child)) yield return found;
        }
    }
}
