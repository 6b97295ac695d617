using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>
/// Where something must happen before a set of files can change: their folders, those in which a link on the way lies,
/// and the folders above them, since a folder may be replaced as a whole.
/// </summary>
internal static class WatchedFolders
{
    /// <returns>Folders that exist.</returns>
    public static HashSet<string> Of(IEnumerable<string> files)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var real = ScriptPaths.ResolveLinks(file, link => Add(Path.GetDirectoryName(link)));
            Add(Path.GetDirectoryName(real));
        }

        foreach (var folder in folders.ToArray()) Add(Path.GetDirectoryName(folder));
        return folders;

        void Add(string? folder)
        {
            while (folder is not null && !Directory.Exists(folder)) folder = Path.GetDirectoryName(folder);
            if (folder is not null) folders.Add(folder);
        }
    }
}
