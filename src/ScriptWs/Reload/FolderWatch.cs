namespace ScriptWs.Reload;

/// <summary>The system's notice that something happened in a folder, not below it.</summary>
internal static class FolderWatch
{
    /// <inheritdoc cref="WatchFolder"/>
    public static IDisposable Begin(string folder, Action<string?> changed, Action lost)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, e) => changed(e.FullPath);
        watcher.Created += (_, e) => changed(e.FullPath);
        watcher.Deleted += (_, e) => changed(e.FullPath);
        watcher.Renamed += (_, e) => changed(e.OldFullPath);
        watcher.Renamed += (_, e) => changed(e.FullPath);
        watcher.Error += (_, e) =>
        {
            if (e.GetException() is InternalBufferOverflowException) changed(null);
            else lost();
        };
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }
}
