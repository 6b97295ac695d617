using Acornima.Ast;

namespace ScriptWs.Scripting.Checking;

/// <summary>An object as a script writes it out.</summary>
/// <param name="Properties">Its values by name.</param>
/// <param name="IsWhole">Whether there are no others: none is computed or taken from another object.</param>
internal sealed record LiteralObject(IReadOnlyDictionary<string, Node> Properties, bool IsWhole)
{
    public static LiteralObject Of(ObjectExpression expression)
    {
        var properties = new Dictionary<string, Node>(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var node in expression.Properties)
        {
            if (node is Property { Computed: false, Kind: PropertyKind.Init, Key: Identifier or StringLiteral } property)
                properties[ExportedNames.NameOf(property.Key)] = property.Value;
            else isWhole = false;
        }

        return new LiteralObject(properties, isWhole);
    }

    public Node? Value(string name) => Properties.GetValueOrDefault(name);
}
