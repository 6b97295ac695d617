using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>Finds imports of names that the other file does not export. The engine refuses them too, without a place.</summary>
internal static class MissingExport
{
    /// <summary>Exports that a message names at most.</summary>
    private const int MaxOffered = 20;

    /// <param name="module">The script.</param>
    /// <param name="hostModules">The modules of C#, if there are any.</param>
    /// <returns>The first one as <c>file:line:column: …</c>; <c>null</c> when all names are exported.</returns>
    public static string? Find(ScriptModule module, HostModuleTable? hostModules) =>
        All(new ExportedNames(module), module, hostModules).Select(missing => missing.Message).FirstOrDefault();

    /// <param name="exports">What the script's files export.</param>
    /// <param name="module">The script.</param>
    /// <param name="hostModules">The modules of C#, if there are any.</param>
    public static IEnumerable<MissingName> All(ExportedNames exports, ScriptModule module, HostModuleTable? hostModules)
    {
        foreach (var path in exports.Files)
        {
            foreach (var (node, name, source, isData) in exports.ProgramOf(path).Body.SelectMany(Wanted))
            {
                if (Problem(path, name, source, isData) is { } problem)
                    yield return new MissingName(path, source, $"{ScriptPlace.Text(node.Location)}: SyntaxError: {problem}");
            }
        }

        string? Problem(string path, string name, string source, bool isData)
        {
            if (isData) return name == "default" ? null : $"\"{source}\" is data and exports only a default; import it without braces.";
            if (HostImports.MissingExport(hostModules, source, name) is { } missing) return missing;
            if (exports.Target(path, source) is not { } target || exports.Of(target).Contains(name, StringComparer.Ordinal)) return null;

            string[] names = [.. exports.Of(target).Order(StringComparer.Ordinal).Take(MaxOffered)];
            var offered = names.Length == 0 ? "nothing" : string.Join(", ", names);
            return $"{module.Display(target)} does not export \"{name}\"; it exports {offered}.";
        }
    }

    private static IEnumerable<(Node Node, string Name, string Source, bool IsData)> Wanted(Statement statement) => statement switch
    {
        ImportDeclaration import => import.Specifiers.Select(specifier => specifier switch
        {
            ImportDefaultSpecifier => (specifier, "default", import.Source.Value, import.Attributes.Count > 0),
            ImportSpecifier named => (specifier, ExportedNames.NameOf(named.Imported), import.Source.Value, import.Attributes.Count > 0),
            _ => ((Node)specifier, "", "", false),
        }).Where(wanted => wanted.Item2.Length > 0),
        ExportNamedDeclaration { Source: { } source } export => export.Specifiers.Select(specifier =>
            ((Node)specifier, ExportedNames.NameOf(specifier.Local), source.Value, export.Attributes.Count > 0)),
        _ => [],
    };
}
