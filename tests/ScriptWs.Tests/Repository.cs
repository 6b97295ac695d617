namespace ScriptWs.Tests;

/// <summary>Finds files of the working copy that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts", "TestResults", ".git", ".vs"];

    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Every file below <paramref name="folder"/> that is not built or installed, relative to the root, with slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        from path in Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !relative.Split('/').Any(NotOurs.Contains)
        orderby relative
        select relative;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ScriptWs.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the working copy: no ScriptWs.sln above them.");
    }
}
