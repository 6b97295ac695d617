namespace ScriptWs.TypeScript;

/// <summary>Which language a file is written in, by its name.</summary>
internal static class SourceLanguage
{
    /// <summary>Whether its types are erased before it runs.</summary>
    public static bool IsTypeScript(string path) =>
        path.EndsWith(".ts", StringComparison.Ordinal) || path.EndsWith(".mts", StringComparison.Ordinal);

    /// <returns>Why a file of this name is no source, and what to do; <c>null</c> when it is one.</returns>
    public static string? Problem(string path)
    {
        if (path.EndsWith(".d.ts", StringComparison.Ordinal) || path.EndsWith(".d.mts", StringComparison.Ordinal))
            return "is a file of types only; import from it with import type";
        if (path.EndsWith(".cts", StringComparison.Ordinal)) return "is CommonJS in TypeScript; write it as a module, with the ending .ts";
        return Path.GetExtension(path) is ".tsx" or ".jsx"
            ? "has the ending of JSX, which is not supported; write it without JSX, with the ending .ts or .js"
            : null;
    }
}
