namespace ScriptWs.Http.Serving;

/// <summary>Where a path really leads, once every symbolic link on it is followed.</summary>
internal static class RealPath
{
    /// <summary>Links that are followed at most; systems give up at some 40.</summary>
    private const int MaxLinks = 40;

    /// <returns><c>null</c> when there is nothing, or links go round in circles.</returns>
    public static string? Of(string path)
    {
        var links = 0;
        try
        {
            return Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), ref links);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string? Resolve(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent) return path;
        if (Resolve(parent, ref links) is not { } realParent) return null;

        var here = Path.Join(realParent, Path.GetFileName(path));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        if (!info.Exists) return null;
        if (info.LinkTarget is not { } target) return here;
        return ++links > MaxLinks ? null : Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, realParent)), ref links);
    }
}
