using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>The names that a declaration or a parameter binds.</summary>
internal static class BoundNames
{
    /// <param name="pattern">A name, or what takes values apart.</param>
    public static IEnumerable<string> In(Node pattern) => pattern switch
    {
        Identifier identifier => [identifier.Name],
        AssignmentPattern assignment => In(assignment.Left),
        AssignmentProperty property => In(property.Value),
        RestElement rest => In(rest.Argument),
        ArrayPattern or ObjectPattern => pattern.ChildNodes.SelectMany(In),
        _ => [],
    };
}
