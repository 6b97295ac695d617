namespace ScriptWs.Storage;

/// <summary>
/// Whether an open file is still the one at its path. SQLite goes on with a file that was deleted or replaced, and what it writes is
/// lost with it. Linux only; elsewhere open files cannot be replaced, or it is not noticed.
/// </summary>
internal sealed class FilePlace
{
    private const string Descriptors = "/proc/self/fd";

    private readonly string _path;
    private readonly string[] _links;

    /// <param name="path">The whole path of a file that is open.</param>
    public FilePlace(string path)
    {
        _path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        _links = OperatingSystem.IsLinux() && Directory.Exists(Descriptors)
            ? [.. Directory.EnumerateFileSystemEntries(Descriptors).Where(link => TargetOf(link) == _path)]
            : [];
    }

    public bool IsHeld => _links.Length == 0 || _links.Any(link => TargetOf(link) == _path);

    private static string? TargetOf(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // closed meanwhile
        }
    }
}
