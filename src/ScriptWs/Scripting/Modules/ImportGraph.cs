using Acornima.Ast;
using ScriptWs.TypeScript;

namespace ScriptWs.Scripting;

/// <summary>
/// Reads what a script imports before an engine asks for it. Parsing is no work of the script's own: hundreds of files of a package
/// would else use up what a turn may allocate.
/// </summary>
internal static class ImportGraph
{
    /// <summary>Reads all that is imported by name. What is wrong is left for the engine to find, in its order.</summary>
    public static void Read(ScriptModule module)
    {
        var (waiting, seen) = (new Stack<string>([module.Entry]), new HashSet<string>(StringComparer.Ordinal));
        while (waiting.TryPop(out var path))
        {
            if (!seen.Add(path) || TryPrepare(module, path) is not { } program) continue;

            foreach (var specifier in program.Body.Select(SpecifierIn).OfType<string>())
            {
                if (module.TryResolve(path, specifier) is { } found) waiting.Push(found);
            }
        }
    }

    private static Module? TryPrepare(ScriptModule module, string path)
    {
        var isData = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
        if (isData || SourceLanguage.Problem(path) is not null) return null;

        try
        {
            return module.Prepare(path).Program;
        }
        catch (ScriptLoadException)
        {
            return null;
        }
    }

    private static string? SpecifierIn(Statement statement) => statement switch
    {
        ImportDeclaration { Attributes.Count: 0 } import => import.Source.Value,
        ExportNamedDeclaration { Source: { } source, Attributes.Count: 0 } => source.Value,
        ExportAllDeclaration { Attributes.Count: 0 } all => all.Source.Value,
        _ => null,
    };
}
