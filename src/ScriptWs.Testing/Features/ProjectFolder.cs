namespace ScriptWs.Testing.Features;

/// <summary>The folder that a feature's own paths are relative to, wherever the run is started from.</summary>
internal static class ProjectFolder
{
    /// <summary>The folder of a project that holds its features and steps.</summary>
    public const string Features = "features";

    /// <summary>
    /// The nearest folder at or above a file that holds a server.json, or that holds the folder <c>features</c> with the file in it.
    /// </summary>
    /// <param name="file">The full path of a feature or steps file.</param>
    /// <param name="otherwise">The answer where there is no such folder: the run's own.</param>
    public static string Of(string file, string otherwise)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "server.json"))) return folder;
            if (Path.GetFileName(folder) == Features && Path.GetDirectoryName(folder) is { } above) return above;
        }

        return otherwise;
    }
}
