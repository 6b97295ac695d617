using ScriptWs.Configuration;

namespace ScriptWs.Running;

/// <summary>Finds out whether the file of <c>server.storage</c> can be written, without creating it.</summary>
internal static class StoragePlace
{
    /// <returns>What is wrong; none for a storage in memory.</returns>
    public static IEnumerable<string> Check(ScriptWsOptions options)
    {
        if (options.Storage.Backend != StorageBackend.File) return [];

        var path = Path.GetFullPath(options.Storage.Path, Path.GetFullPath(options.BaseDirectory));
        var folder = NearestFolder(path);
        try
        {
            if (File.Exists(path)) File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
            else File.Create(Path.Combine(folder, Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose).Dispose();
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The exception names a file of ours where there is none yet.
            var reason = File.Exists(path) ? e.Message.TrimEnd('.') : $"nothing can be created in {folder}";
            return [$"storage.path: {options.Storage.Path} cannot be written ({reason}); set another, or change the permissions."];
        }
    }

    /// <summary>The first folder above that exists: those in between are created at the start.</summary>
    private static string NearestFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        while (!Directory.Exists(folder) && !File.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
        return folder;
    }
}
