using Acornima.Ast;
using Jint.Runtime.Modules;
using ScriptWs.Configuration;
using ScriptWs.Scripting.Packages;

namespace ScriptWs.Scripting.Checking;

/// <summary>
/// Follows the imports of a script through files, data, packages and modules of C#. A static import that fails is a problem;
/// an <c>import()</c> that would fail is a warning, because the script can catch it.
/// </summary>
internal sealed class ImportWalk(ScriptModule module, HostModuleTable hostModules, ScriptFindings findings)
{
    private readonly HashSet<(string Importer, string Specifier)> _refused = [];
    private readonly Dictionary<string, OwnFile> _ownFiles = new(StringComparer.Ordinal);

    /// <summary>The files that belong to no package, once it has run.</summary>
    public IEnumerable<OwnFile> OwnFiles => _ownFiles.Values;

    public bool IsRefused(string importer, string specifier) => _refused.Contains((importer, specifier));

    public void Run()
    {
        Stack<(string Path, bool IsNeeded)> waiting = new([(module.Entry, true)]);
        // What is needed comes first: its faults are problems, whatever else imports it.
        var later = new Queue<(string Path, bool IsNeeded)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryPop(out var next) || later.TryDequeue(out next))
        {
            if (!seen.Add(next.Path) || Prepared(next.Path, next.IsNeeded) is not { } program) continue;

            foreach (var request in program.Body.Select(RequestIn).OfType<ModuleRequest>())
            {
                if (Follow(next.Path, request, next.IsNeeded) is { } found) waiting.Push((found, next.IsNeeded));
            }

            if (PackageFolders.IsInPackage(next.Path)) continue;

            _ownFiles[next.Path] = OwnFile.Read(module, next.Path, program);
            foreach (var request in SyntaxWalk.Below(program).Select(RequestLater).OfType<ModuleRequest>())
            {
                // To find the place of a fault takes a walk through the file.
                if (!findings.HasRoomForWarnings) break;
                if (Follow(next.Path, request, isNeeded: false) is { } found) later.Enqueue((found, false));
            }
        }
    }

    private Acornima.Ast.Module? Prepared(string path, bool isNeeded)
    {
        try
        {
            return module.Prepare(path).Program;
        }
        catch (ScriptLoadException e)
        {
            Report(e.Message, isNeeded);
            return null;
        }
    }

    /// <returns>The file to read next; <c>null</c> for what has no imports of its own.</returns>
    private string? Follow(string importer, ModuleRequest request, bool isNeeded)
    {
        try
        {
            if (HostImports.Means(request.Specifier))
            {
                if (HostImports.Problem(hostModules, request) is not { } problem) return null;
                throw new ScriptLoadException($"{HostImports.PlaceOf(module, importer, request.Specifier)}: {problem}");
            }

            var path = ImportedFile.Find(module, importer, request);
            var kind = ImportKinds.Of(request);
            if (kind == ImportKind.Code) return path;

            _ = kind == ImportKind.Json ? module.ReadJson(path) : module.ReadText(path);
        }
        catch (ScriptLoadException e)
        {
            _refused.Add((importer, request.Specifier));
            Report(e.Message, isNeeded);
        }

        return null;
    }

    private void Report(string sentence, bool isNeeded)
    {
        if (isNeeded) findings.AddProblem(sentence);
        else findings.AddWarning(sentence);
    }

    private static ModuleRequest? RequestIn(Statement statement) => statement switch
    {
        ImportDeclaration import => RequestOf(import.Source.Value, import.Attributes),
        ExportNamedDeclaration { Source: { } source } named => RequestOf(source.Value, named.Attributes),
        ExportAllDeclaration all => RequestOf(all.Source.Value, all.Attributes),
        _ => null,
    };

    /// <summary>An <c>import()</c> whose options are put together as the script runs cannot be followed.</summary>
    private static ModuleRequest? RequestLater(Node node) => node switch
    {
        ImportExpression { Source: StringLiteral source, Options: null } => new ModuleRequest(source.Value, []),
        ImportExpression { Source: StringLiteral source, Options: ObjectExpression options } when TypeIn(options) is { } type =>
            new ModuleRequest(source.Value, [new ModuleImportAttribute("type", type)]),
        _ => null,
    };

    private static string? TypeIn(ObjectExpression options) => LiteralObject.Of(options).Value("with") is ObjectExpression with
        ? (LiteralObject.Of(with).Value("type") as StringLiteral)?.Value
        : null;

    private static ModuleRequest RequestOf(string specifier, in NodeList<ImportAttribute> attributes) => new(
        specifier,
        [.. attributes.Select(attribute => new ModuleImportAttribute(ExportedNames.NameOf(attribute.Key), attribute.Value.Value))]);
}
