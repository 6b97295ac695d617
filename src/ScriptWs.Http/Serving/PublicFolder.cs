namespace ScriptWs.Http.Serving;

/// <summary>
/// The files of one folder that anybody may see: no name that begins with a dot (but <c>/.well-known</c>, RFC 8615), nothing
/// that a symbolic link brings in from elsewhere, and nothing but files, for opening a pipe or a device may wait for ever.
/// </summary>
/// <param name="path">The path that the folder is served under, without a slash at its end; empty for the root.</param>
/// <param name="folder">The folder.</param>
internal sealed class PublicFolder(string path, string folder)
{
    private const string WellKnown = ".well-known";
    private const string Index = "index.html";

    private readonly string _realRoot = RealPath.Of(folder) ?? folder;

    /// <param name="requestPath">The path that a request means, decoded and without empty and dot segments.</param>
    /// <returns><c>null</c> when there is nothing for everybody.</returns>
    public PublicFile? Find(string requestPath)
    {
        if (!requestPath.StartsWith(path, StringComparison.OrdinalIgnoreCase) || requestPath.Length <= path.Length || requestPath[path.Length] != '/') return null;

        var names = requestPath[(path.Length + 1)..].Split('/');
        var wantsFolder = names[^1].Length == 0;
        if (wantsFolder) names = names[..^1];
        if (!IsPublic(names) || Inside(Path.Join([folder, .. names])) is not { } real) return null;
        if (!Directory.Exists(real)) return !wantsFolder && FileKind.IsRegular(real) ? new PublicFile(real) : null;

        return Inside(Path.Join(real, Index)) is { } index && File.Exists(index) && FileKind.IsRegular(index) ? new PublicFile(index, IsFolder: !wantsFolder) : null;
    }

    /// <summary>The path that leads here to a file without any link.</summary>
    /// <param name="realPath">Where the file really lies.</param>
    /// <returns><c>null</c> when it is not in this folder.</returns>
    public string? PathOf(string realPath) =>
        Below(realPath) is { } below ? $"{path}/{below.Replace(Path.DirectorySeparatorChar, '/')}" : null;

    /// <returns>Where a path really leads; <c>null</c> when that is nothing, or outside.</returns>
    private string? Inside(string file) => RealPath.Of(file) is { } real && Below(real) is not null ? real : null;

    private string? Below(string real)
    {
        if (real == _realRoot) return "";
        var root = _realRoot.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return real.StartsWith(root, StringComparison.Ordinal) ? real[root.Length..] : null;
    }

    private static bool IsPublic(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            // A name never contains a NUL, a colon (a stream of NTFS) or a separator. An empty name is one that normalization left.
            if (names[i].Length == 0 || names[i].AsSpan().ContainsAny("\0:\\/")) return false;
            if (names[i].StartsWith('.') && !(i == 0 && names[i] == WellKnown)) return false;
            // Windows takes dots and spaces at the end of a name away, so that it would be another path's file.
            if (OperatingSystem.IsWindows() && names[i][^1] is '.' or ' ') return false;
        }

        return true;
    }
}
