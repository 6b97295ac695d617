namespace ScriptWs.Scripting;

/// <summary>Keeps imports inside the script root.</summary>
internal static class ScriptPaths
{
    /// <summary>Resolves an import specifier against the file that imports.</summary>
    /// <param name="root">The script root, links resolved.</param>
    /// <param name="importer">The importing file, relative to the root.</param>
    /// <param name="specifier">What the script wrote.</param>
    /// <param name="wanted">The file that was meant, links not resolved and whether it is there or not; <c>null</c> when it is outside the root.</param>
    /// <param name="problem">What is wrong with it, when the answer is <c>null</c>.</param>
    /// <returns>The file, relative to the root, with forward slashes.</returns>
    public static string? Resolve(string root, string importer, string specifier, out string? wanted, out string problem)
    {
        (wanted, problem) = (null, "");
        if (!specifier.StartsWith("./", StringComparison.Ordinal) && !specifier.StartsWith("../", StringComparison.Ordinal))
        {
            problem = $"\"{specifier}\" cannot be imported; only files beside the script can, as in \"./{specifier.TrimStart('/')}\"";
            return null;
        }

        if (specifier.AsSpan().ContainsAny("\\%?#\0"))
        {
            problem = $"\"{specifier}\" cannot be imported; a path has no \\ % ? or #";
            return null;
        }

        var full = Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(importer) ?? "", specifier));
        if (IsInside(root, full)) wanted = full;
        var file = wanted is null ? full : ResolveLinks(full);
        if (!IsInside(root, file))
        {
            problem = $"\"{specifier}\" is outside the script's folder; only files inside it can be imported";
            return null;
        }

        if (File.Exists(file)) return Path.GetRelativePath(root, file).Replace('\\', '/');
        problem = $"\"{specifier}\" cannot be imported; there is no such file";
        return null;
    }

    /// <summary>The real path, every symbolic link on the way resolved; a path that does not exist is returned as far as it does.</summary>
    public static string ResolveLinks(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var current = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            current = Path.Combine(current, part);
            FileSystemInfo info = Directory.Exists(current) ? new DirectoryInfo(current) : new FileInfo(current);
            try
            {
                if (info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                    current = ResolveLinks(Path.GetFullPath(target.FullName));
            }
            catch (IOException)
            {
                return current; // a circle of links: what does not resolve does not exist
            }
        }

        return current;
    }

    private static bool IsInside(string root, string path) => path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
