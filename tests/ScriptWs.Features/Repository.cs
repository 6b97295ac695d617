namespace ScriptWs.Features;

/// <summary>Finds the repository from wherever the tests run.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ScriptWs.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"There is no ScriptWs.sln above {AppContext.BaseDirectory}.");
    }
}
