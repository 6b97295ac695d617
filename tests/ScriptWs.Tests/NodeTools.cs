namespace ScriptWs.Tests;

/// <summary>Node.js and the packages of package.json beside this file; tests that need them are skipped where they are not installed.</summary>
internal static class NodeTools
{
    private const string Folder = "tests/ScriptWs.Tests";

    /// <summary>Runs the TypeScript compiler in a folder.</summary>
    public static Task<(int ExitCode, string Output)> RunTypeScriptAsync(string folder, params string[] arguments) =>
        RunNodeAsync(folder, [Installed("typescript/bin/tsc"), .. arguments]);

    /// <summary>Runs a script of this project that uses <c>ws</c>; its path is relative to this folder.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(string script, params string[] arguments)
    {
        Installed("ws/index.js");
        return RunNodeAsync(Repository.PathOf(Folder), [script, .. arguments]);
    }

    private static Task<(int ExitCode, string Output)> RunNodeAsync(string folder, IEnumerable<string> arguments)
    {
        Assert.SkipUnless(Tool.Find("node") is not null, "Node.js is not installed.");
        return Tool.RunAsync(Tool.Find("node")!, arguments, folder);
    }

    /// <summary>The path of a file of an installed package.</summary>
    public static string Installed(string file)
    {
        var path = Repository.PathOf($"{Folder}/node_modules/{file}");
        Assert.SkipUnless(File.Exists(path), $"{file} is not installed; run npm ci in {Folder}.");
        return path;
    }
}
