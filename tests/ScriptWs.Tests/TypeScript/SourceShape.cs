using System.Numerics;
using System.Text;
using Acornima;
using Acornima.Ast;

namespace ScriptWs.Tests.TypeScript;

/// <summary>
/// What a source in JavaScript says, without its places, parentheses and empty statements: the same for two that do the same.
/// </summary>
internal static class SourceShape
{
    private static readonly HashSet<string> Places = ["TypeText", "Start", "End", "Raw", "Location", "Range", "UserData", "ChildNodes"];

    /// <returns><c>null</c> when it is not JavaScript.</returns>
    public static string? Of(string source)
    {
        try
        {
            var shape = new StringBuilder();
            Write(shape, new Parser().ParseModule(source));
            return shape.ToString();
        }
        catch (ParseErrorException)
        {
            return null;
        }
    }

    private static void Write(StringBuilder shape, Node node)
    {
        if (node is EmptyStatement or ExportNamedDeclaration { Source: null, Declaration: null, Specifiers.Count: 0 }) return;

        shape.Append('(').Append(node.TypeText);
        foreach (var property in node.GetType().GetProperties().Where(property => !Places.Contains(property.Name)))
        {
            if (property.PropertyType == typeof(TemplateValue)) shape.Append(((TemplateValue)property.GetValue(node)!).Raw);
            if (IsScalar(property.PropertyType)) shape.Append(null, $" {property.Name}={property.GetValue(node)}");
        }

        foreach (var child in node.ChildNodes) Write(shape, child);
        shape.Append(')');
    }

    private static bool IsScalar(Type type) =>
        type == typeof(string) || type == typeof(bool) || type == typeof(double) || type == typeof(BigInteger) || type.IsEnum;
}
