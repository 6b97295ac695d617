namespace ScriptWs.Configuration;

/// <summary>Files that every user of the machine may change, and folders in which everyone may replace files.</summary>
internal static class OpenFiles
{
    /// <param name="paths">Files, by their real paths; the folders that they are in are looked at too.</param>
    public static IReadOnlyList<string> Among(IEnumerable<string> paths) =>
        OperatingSystem.IsWindows()
            ? []
            : [.. paths.SelectMany(path => new[] { path, Path.GetDirectoryName(path) }).OfType<string>().Distinct().Where(IsOpen)];

    private static bool IsOpen(string path)
    {
        try
        {
            var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
            // In a folder with the sticky bit, such as /tmp, each may replace only what is theirs.
            return mode.HasFlag(UnixFileMode.OtherWrite) && !(mode.HasFlag(UnixFileMode.StickyBit) && Directory.Exists(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
