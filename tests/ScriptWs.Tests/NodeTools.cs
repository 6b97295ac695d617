namespace ScriptWs.Tests;

/// <summary>Node.js and the packages of package.json beside this file; tests that need them are skipped where they are not installed.</summary>
internal static class NodeTools
{
    private const string Folder = "tests/ScriptWs.Tests";

    /// <summary>Runs a file of the npm package with Node; skips the test when either is missing.</summary>
    public static Task<(int ExitCode, string Output)> RunPackageAsync(string file, IEnumerable<string> arguments, string folder)
    {
        var path = Path.Combine(Repository.Root, Folder, "node_modules", file);
        Assert.SkipUnless(Tool.Find("node") is not null, "Node.js is not installed.");
        Assert.SkipUnless(File.Exists(path), $"{file} is not installed; run npm ci in {Folder}.");
        return Tool.RunAsync(Tool.Find("node")!, [path, .. arguments], folder);
    }
}
