using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>What the files of a script export, as far as they are parsed. Nothing runs.</summary>
internal sealed class ExportedNames(ScriptModule module)
{
    /// <summary>Files that pass a name on at most.</summary>
    private const int MaxHops = 64;

    private readonly Dictionary<string, Module> _programs =
        module.Programs.ToDictionary(file => file.Path, file => file.Program, StringComparer.Ordinal);

    /// <summary>The parsed files, sorted.</summary>
    public IEnumerable<string> Files => _programs.Keys.Order(StringComparer.Ordinal);

    public Module ProgramOf(string path) => _programs[path];

    /// <summary>The file that a specifier means.</summary>
    /// <returns><c>null</c> when there is none, or it is not parsed.</returns>
    public string? Target(string importer, string specifier) =>
        module.TryResolve(importer, specifier) is { } path && _programs.ContainsKey(path) ? path : null;

    /// <summary>The names that a file exports.</summary>
    public IEnumerable<string> Of(string path) => Of(path, []);

    /// <summary>
    /// What a file exports under a name: a function, a class, or the value that a variable begins with, in this file or in the one
    /// that it is imported from.
    /// </summary>
    /// <returns><c>null</c> when only running the script would tell.</returns>
    public Node? ValueOf(string path, string name) => ValueOf(path, name, MaxHops);

    public static string NameOf(Expression name) => name is Identifier identifier ? identifier.Name : ((StringLiteral)name).Value;

    private Node? ValueOf(string path, string name, int hops)
    {
        if (hops == 0 || !_programs.TryGetValue(path, out var program)) return null;

        foreach (var statement in program.Body)
        {
            switch (statement)
            {
                case ExportDefaultDeclaration whole when name == "default":
                    return whole.Declaration is Expression expression ? Followed(path, expression, hops) : whole.Declaration;
                case ExportNamedDeclaration { Declaration: { } declared } when Declares(declared, name) is { } value:
                    return Followed(path, value, hops);
                case ExportNamedDeclaration { Source: { } source } passed:
                    if (Specifier(passed, name) is { } there && Target(path, source.Value) is { } from)
                        return ValueOf(from, NameOf(there.Local), hops - 1);
                    break;
                case ExportNamedDeclaration own when Specifier(own, name) is { } local:
                    return LocalOf(path, NameOf(local.Local), hops - 1);
                case ExportAllDeclaration { Exported: null } all when name != "default" && Target(path, all.Source.Value) is { } target:
                    if (Of(target).Contains(name, StringComparer.Ordinal)) return ValueOf(target, name, hops - 1);
                    break;
            }
        }

        return null;
    }

    private Node? LocalOf(string path, string name, int hops)
    {
        if (hops <= 0) return null;

        foreach (var statement in _programs[path].Body)
        {
            if (statement is ImportDeclaration import)
            {
                var found = import.Specifiers.FirstOrDefault(specifier => specifier.Local.Name == name);
                var imported = found switch
                {
                    ImportSpecifier named => NameOf(named.Imported),
                    ImportDefaultSpecifier => "default",
                    _ => null,
                };
                if (imported is not null && Target(path, import.Source.Value) is { } target) return ValueOf(target, imported, hops - 1);
            }
            else if (Declares(statement is ExportNamedDeclaration { Declaration: { } declared } ? declared : statement, name) is { } value)
            {
                return Followed(path, value, hops);
            }
        }

        return null;
    }

    /// <summary>A value that is another name is looked up once more.</summary>
    private Node? Followed(string path, Node value, int hops) =>
        value is Identifier other ? LocalOf(path, other.Name, hops - 1) : value;

    private static Node? Declares(Node statement, string name) => statement switch
    {
        FunctionDeclaration { Id: { } id } => id.Name == name ? statement : null,
        ClassDeclaration { Id: { } id } => id.Name == name ? statement : null,
        // What a let is later is not known.
        VariableDeclaration { Kind: VariableDeclarationKind.Const } variables => variables.Declarations
            .FirstOrDefault(declared => declared.Id is Identifier id && id.Name == name)?.Init,
        _ => null,
    };

    private static ExportSpecifier? Specifier(ExportNamedDeclaration export, string name) =>
        export.Specifiers.FirstOrDefault(specifier => NameOf(specifier.Exported) == name);

    private IEnumerable<string> Of(string path, HashSet<string> seen)
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
                    foreach (var name in variables.Declarations.SelectMany(declared => BoundNames.In(declared.Id))) yield return name;
                    break;
                case ExportNamedDeclaration { Declaration: { } declaration }:
                    var id = declaration is FunctionDeclaration function ? function.Id! : ((ClassDeclaration)declaration).Id!;
                    yield return id.Name;
                    break;
                case ExportNamedDeclaration named:
                    foreach (var specifier in named.Specifiers) yield return NameOf(specifier.Exported);
                    break;
                case ExportAllDeclaration { Exported: { } exported }:
                    yield return NameOf(exported);
                    break;
                case ExportAllDeclaration all when Target(path, all.Source.Value) is { } target:
                    foreach (var name in Of(target, seen).Where(name => name != "default")) yield return name;
                    break;
            }
        }
    }
}
