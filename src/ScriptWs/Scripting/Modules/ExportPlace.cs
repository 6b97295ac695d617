using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>Finds where a script exports a name.</summary>
internal static class ExportPlace
{
    /// <returns>The place as messages begin with it: of what the entry file re-exports with <c>*</c> only the file.</returns>
    public static string Of(ScriptModule module, string name)
    {
        var entry = module.Programs.Where(file => file.Path == module.Entry).SelectMany(file => file.Program.Body);
        var node = entry.OfType<ExportNamedDeclaration>().Select(export => In(export, name)).FirstOrDefault(found => found is not null);
        return node is null ? module.DisplayPath : ScriptPlace.Text(node.Location);
    }

    private static Node? In(ExportNamedDeclaration export, string name) => export.Declaration switch
    {
        FunctionDeclaration { Id: { } id } => id.Name == name ? id : null,
        VariableDeclaration variables => variables.Declarations.Select(declared => declared.Id as Identifier).FirstOrDefault(id => id?.Name == name),
        _ => export.Specifiers.FirstOrDefault(specifier => NameOf(specifier.Exported) == name),
    };

    private static string NameOf(Expression name) => name switch
    {
        Identifier identifier => identifier.Name,
        StringLiteral literal => literal.Value,
        _ => "",
    };
}
