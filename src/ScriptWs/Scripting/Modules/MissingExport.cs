using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>Finds an import of a name that the other file does not export. The engine refuses it too, without a place.</summary>
/// <param name="module">The script.</param>
/// <param name="hostModules">The modules of C#, if there are any.</param>
internal sealed class MissingExport(ScriptModule module, HostModuleTable? hostModules)
{
    private readonly Dictionary<string, Module> _programs = module.Programs.ToDictionary(file => file.Path, file => file.Program, StringComparer.Ordinal);

    /// <returns>The first one as <c>file:line:column: …</c>; <c>null</c> when all names are exported.</returns>
    public static string? Find(ScriptModule module, HostModuleTable? hostModules)
    {
        var search = new MissingExport(module, hostModules);
        return search._programs.Keys.Order(StringComparer.Ordinal).Select(search.FindIn).FirstOrDefault(found => found is not null);
    }

    private string? FindIn(string path)
    {
        foreach (var statement in _programs[path].Body)
        {
            foreach (var (node, name, specifier) in Wanted(statement))
            {
                if (HostImports.MissingExport(hostModules, specifier, name) is { } missing)
                    return $"{ScriptPlace.Text(node.Location)}: SyntaxError: {missing}";
                if (Target(path, specifier) is not { } target || Exports(target, name, [])) continue;

                var names = Names(target, []).Order(StringComparer.Ordinal).ToArray();
                var offered = names.Length == 0 ? "nothing" : string.Join(", ", names.Take(20));
                return $"{ScriptPlace.Text(node.Location)}: SyntaxError: {module.Display(target)} does not export \"{name}\"; it exports {offered}.";
            }
        }

        return null;
    }

    private static IEnumerable<(Node Node, string Name, string Specifier)> Wanted(Statement statement) => statement switch
    {
        ImportDeclaration { Attributes.Count: 0 } import => import.Specifiers.Select(specifier => specifier switch
        {
            ImportDefaultSpecifier => (specifier, "default", import.Source.Value),
            ImportSpecifier named => (specifier, NameOf(named.Imported), import.Source.Value),
            _ => ((Node)specifier, "", import.Source.Value),
        }).Where(wanted => wanted.Item2.Length > 0),
        ExportNamedDeclaration { Source: { } source, Attributes.Count: 0 } export => export.Specifiers.Select(specifier => ((Node)specifier, NameOf(specifier.Local), source.Value)),
        _ => [],
    };

    private string? Target(string importer, string specifier) =>
        module.TryResolve(importer, specifier) is { } path && _programs.ContainsKey(path) ? path : null;

    private bool Exports(string path, string name, HashSet<string> seen) =>
        !_programs.ContainsKey(path) || Names(path, seen).Contains(name, StringComparer.Ordinal);

    private IEnumerable<string> Names(string path, HashSet<string> seen)
    {
        if (!seen.Add(path) || !_programs.TryGetValue(path, out var program)) yield break;

        foreach (var statement in program.Body)
        {
            switch (statement)
            {
                case ExportDefaultDeclaration:
                    yield return "default";
                    break;
                case ExportNamedDeclaration { Declaration: VariableDeclaration variables }:
                    foreach (var name in variables.Declarations.SelectMany(declared => BoundNames(declared.Id))) yield return name;
                    break;
                case ExportNamedDeclaration { Declaration: { } declaration }:
                    foreach (var name in BoundNames(declaration is FunctionDeclaration function ? function.Id! : ((ClassDeclaration)declaration).Id!))
                        yield return name;
                    break;
                case ExportNamedDeclaration named:
                    foreach (var specifier in named.Specifiers) yield return NameOf(specifier.Exported);
                    break;
                case ExportAllDeclaration { Exported: { } exported }:
                    yield return NameOf(exported);
                    break;
                case ExportAllDeclaration all when Target(path, all.Source.Value) is { } target:
                    foreach (var name in Names(target, seen).Where(name => name != "default")) yield return name;
                    break;
            }
        }
    }

    private static IEnumerable<string> BoundNames(Node pattern) => pattern switch
    {
        Identifier identifier => [identifier.Name],
        AssignmentPattern assignment => BoundNames(assignment.Left),
        AssignmentProperty property => BoundNames(property.Value),
        RestElement rest => BoundNames(rest.Argument),
        ArrayPattern or ObjectPattern => pattern.ChildNodes.SelectMany(BoundNames),
        _ => [],
    };

    private static string NameOf(Expression name) => name is Identifier identifier ? identifier.Name : ((StringLiteral)name).Value;
}
