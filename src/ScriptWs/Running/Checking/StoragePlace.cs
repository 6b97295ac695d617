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
        try
        {
            if (File.Exists(path)) File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete).Dispose();
            else File.Create(Path.Combine(NearestFolder(path), Path.GetRandomFileName()), 1, FileOptions.DeleteOnClose).Dispose();
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [$"storage.path: {options.Storage.Path} cannot be written ({e.Message.TrimEnd('.')}); set another, or its permissions."];
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
