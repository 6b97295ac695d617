using Acornima.Ast;

namespace ScriptWs.Scripting.Packages;

/// <summary>
/// Tells files written for <c>require</c> from modules. What a file contains counts: names and settings of packages are often wrong.
/// </summary>
internal static class CommonJs
{
    private static readonly string[] Marks = ["module.exports", "exports.", "require("];

    /// <returns>What the file does that only Node.js offers; <c>null</c> when it is a module.</returns>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="program">The file as it was parsed; <c>null</c> when it does not parse as a module.</param>
    public static string? MarkIn(string path, string text, Acornima.Ast.Module? program)
    {
        if (path.EndsWith(".cjs", StringComparison.Ordinal)) return ".cjs";
        if (path.EndsWith(".mjs", StringComparison.Ordinal)) return null;
        if (program is not null && program.Body.Any(statement => statement is ImportOrExportDeclaration)) return null;
        return Array.Find(Marks, mark => text.Contains(mark, StringComparison.Ordinal));
    }
}
