using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>Finds where a file imports something, for messages.</summary>
internal static class ImportPlace
{
    /// <returns>The first import of the specifier; <c>null</c> where the script puts it together as it runs.</returns>
    public static string? Of(Node program, string specifier)
    {
        var waiting = new Stack<Node>([program]);
        while (waiting.TryPop(out var node))
        {
            Node? source = node switch
            {
                ImportDeclaration import => import.Source,
                ExportNamedDeclaration export => export.Source,
                ExportAllDeclaration export => export.Source,
                ImportExpression import => import.Source,
                _ => null,
            };
            if (source is StringLiteral literal && literal.Value == specifier) return ScriptPlace.Text(literal.Location);
            foreach (var child in node.ChildNodes.Reverse()) waiting.Push(child);
        }

        return null;
    }
}
