using Acornima.Ast;
using Jint;
using Jint.Runtime.Modules;
using ScriptWs.Configuration;

namespace ScriptWs.Scripting;

/// <summary>Makes the modules of C# that a script imports, in one engine: each when it is first imported.</summary>
internal sealed class HostImports(Engine engine, ScriptHostServices services)
{
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    /// <summary>Whether a specifier means a module of C#.</summary>
    public static bool Means(string specifier) => specifier.StartsWith(HostModule.Prefix, StringComparison.Ordinal);

    /// <summary>Makes a module, so that the engine finds it by its specifier.</summary>
    /// <returns>Why it cannot be imported, with what to do; <c>null</c> when it can.</returns>
    public string? Provide(string specifier)
    {
        var name = NameOf(specifier);
        if (_made.Contains(specifier)) return null;
        if (services.HostModules?.Find(name) is not { } module) return Missing(services.HostModules, specifier);

        var scope = EngineState.Of(engine).Scope;
        engine.Modules.Add(specifier, builder =>
        {
            foreach (var function in module.Functions)
                builder.ExportValue(function.Name, new HostBinding(engine, scope, module, function).Create());
        });
        _made.Add(specifier);
        return null;
    }

    /// <summary>What is wrong with an import of a module of C#, without making the module; <c>null</c> when nothing is.</summary>
    public static string? Problem(HostModuleTable? modules, ModuleRequest request) =>
        TypeProblem(request) ?? (modules?.Find(NameOf(request.Specifier)) is null ? Missing(modules, request.Specifier) : null);

    /// <summary>What is wrong with the attributes of an import of a module of C#; <c>null</c> when nothing is.</summary>
    public static string? TypeProblem(ModuleRequest request) => ImportKinds.Of(request) == ImportKind.Code
        ? null
        : $"\"{request.Specifier}\" is a module of C#; import it without a type.";

    /// <summary>What is wrong with an import of a name from a module of C#; <c>null</c> when nothing is, or it is none.</summary>
    public static string? MissingExport(HostModuleTable? modules, string specifier, string name)
    {
        if (!Means(specifier) || modules?.Find(NameOf(specifier)) is not { } module) return null;

        string[] names = [.. module.Functions.Select(function => function.Name)];
        return names.Contains(name, StringComparer.Ordinal)
            ? null
            : $"\"{specifier}\" does not export \"{name}\"; it exports {string.Join(", ", names)}.";
    }

    /// <summary>Where a file imports something; the file where it does so while it runs.</summary>
    public static string PlaceOf(ScriptModule module, string importer, string specifier)
    {
        var statements = module.Programs.Where(file => file.Path == importer).SelectMany(file => file.Program.Body);
        var source = statements.Select(SourceOf).FirstOrDefault(source => source?.Value == specifier);
        return source is null ? module.Display(importer) : ScriptPlace.Text(source.Location);

        static StringLiteral? SourceOf(Statement statement) => statement switch
        {
            ImportDeclaration import => import.Source,
            ExportNamedDeclaration export => export.Source,
            ExportAllDeclaration all => all.Source,
            _ => null,
        };
    }

    private static string NameOf(string specifier) => specifier[HostModule.Prefix.Length..];

    private static string Missing(HostModuleTable? modules, string specifier)
    {
        var name = NameOf(specifier);
        string[] known = [.. modules?.Names ?? []];
        var nearest = Nearest.To(name, known);
        var names = string.Join(", ", known.Select(module => $"\"{HostModule.Prefix}{module}\""));
        var there = known.Length switch { 0 => "there are none", 1 => $"there is {names}", _ => $"there are {names}" };
        var remedy = nearest is not null
            ? $"did you mean \"{HostModule.Prefix}{nearest}\"?"
            : $"add it with server.Modules.Add(\"{name}\", …) before the start, or to \"modules\" of server.json.";
        return $"\"{specifier}\" cannot be imported; C# has added no such module ({there}); {remedy}";
    }
}
