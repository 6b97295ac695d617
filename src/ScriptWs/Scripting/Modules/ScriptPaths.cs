using ScriptWs.Configuration;

namespace ScriptWs.Scripting;

/// <summary>Keeps imports inside the script root.</summary>
internal static class ScriptPaths
{
    /// <summary>Links that lead to links; systems stop at 40 as well.</summary>
    private const int MaxLinks = 40;

    /// <summary>Resolves an import specifier against the file that imports.</summary>
    /// <param name="root">The script root, links resolved.</param>
    /// <param name="importer">The importing file, relative to the root.</param>
    /// <param name="specifier">What the script wrote; it is relative.</param>
    /// <param name="problem">What is wrong with it, when the answer is <c>null</c>.</param>
    /// <returns>The file, relative to the root, with forward slashes.</returns>
    public static string? Resolve(string root, string importer, string specifier, out string problem)
    {
        problem = "";
        if (specifier.AsSpan().ContainsAny("\\%?#\0"))
        {
            problem = $"\"{specifier}\" cannot be imported; a path has no \\ % ? or #";
            return null;
        }

        var file = Wanted(root, importer, specifier) is { } wanted ? RealPath(wanted) : null;
        if (file is null || Relative(root, file) is not { } relative)
        {
            problem = $"\"{specifier}\" is outside the script's folder; only files inside it can be imported";
            return null;
        }

        if (SourceFiles.Exists(file)) return relative;
        problem = $"\"{specifier}\" cannot be imported; {ImportAdvice.ForMissing(specifier, file)}";
        return null;
    }

    /// <summary>Whether a specifier begins with <c>./</c> or <c>../</c>, and so names a file by its path.</summary>
    public static bool IsRelative(string specifier) =>
        specifier.StartsWith("./", StringComparison.Ordinal) || specifier.StartsWith("../", StringComparison.Ordinal);

    /// <summary>A file of the script, if it is there.</summary>
    /// <param name="root">The script root, links resolved.</param>
    /// <param name="wanted">Its full path, links not resolved.</param>
    /// <returns>Its path relative to the root, links resolved; <c>null</c> when it is not there, or outside the root.</returns>
    public static string? Find(string root, string wanted) =>
        RealPath(wanted) is var real && Relative(root, real) is { } relative && SourceFiles.Exists(real) ? relative : null;

    /// <summary>The path of a file with every link resolved: on disk or, of a kept file, as it was.</summary>
    public static string RealPath(string wanted) => SourceFiles.KeptStampOf(wanted)?.RealPath ?? ResolveLinks(wanted);

    /// <returns>A file's path relative to the root, with forward slashes; <c>null</c> when it is outside.</returns>
    public static string? Relative(string root, string file) =>
        IsInside(root, file) ? Path.GetRelativePath(root, file).Replace('\\', '/') : null;

    /// <summary>Where the file that a specifier means would be, links not resolved and whether it is there or not.</summary>
    /// <returns><c>null</c> when it would be outside the root.</returns>
    public static string? Wanted(string root, string importer, string specifier)
    {
        var file = Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(importer) ?? "", specifier));
        return IsInside(root, file) ? file : null;
    }

    /// <summary>The real path, every symbolic link on the way resolved; a path that does not exist is returned as far as it does.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="found">Told each link, by its own path.</param>
    public static string ResolveLinks(string path, Action<string>? found = null) => ResolveLinks(path, found, MaxLinks);

    private static string ResolveLinks(string path, Action<string>? found, int maxLinks)
    {
        var root = Path.GetPathRoot(path)!;
        var current = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            current = Path.Combine(current, part);
            FileSystemInfo info = Directory.Exists(current) ? new DirectoryInfo(current) : new FileInfo(current);
            try
            {
                if (info.LinkTarget is null || info.ResolveLinkTarget(returnFinalTarget: false) is not { } target) continue;
                if (maxLinks == 0) return current; // a circle of links: what does not resolve does not exist

                found?.Invoke(current);
                current = ResolveLinks(Path.GetFullPath(target.FullName), found, maxLinks - 1);
            }
            catch (IOException)
            {
                return current;
            }
        }

        return current;
    }

    private static bool IsInside(string root, string path) => path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
