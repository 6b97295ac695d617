namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws new</c>.</summary>
public sealed class NewTests
{
    [Theory]
    [InlineData("echo")]
    [InlineData("chat")]
    public async Task New_WithATemplate_WritesAServerThatPassesItsCheck(string template)
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "mine");

        var (exitCode, _, errors) = await CliRun.RunAsync("new", target, "--template", template);
        var check = await CliRun.RunAsync("check", Path.Combine(target, "server.json"));

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
        Assert.Equal(Read(Repository.Root, $"scripts/{template}.js"), Read(target, $"scripts/{template}.js"));
        Assert.Equal(Read(Repository.Root, "scripts/scriptws.d.ts"), Read(target, "scripts/scriptws.d.ts"));
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("chat")]
    [InlineData("ts")]
    public async Task New_WithATemplate_WritesFeaturesThatPass(string template)
    {
        using var folder = new TemporaryFolder();
        await CliRun.RunAsync("new", folder.Path, "--template", template);

        var (exitCode, output) = await Tool.RunAsync("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll"), "test"], folder.Path);

        Assert.Contains("2 scenarios (2 passed)", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("echo", "", "mine/features")]
    [InlineData("chat", "", "mine/features")]
    [InlineData("chat", "", "mine")]
    [InlineData("chat", "", "mine/features/chat.feature:9")]
    [InlineData("chat", "mine/features", ".")]
    [InlineData("chat", "mine/features", "chat.feature")]
    [InlineData("chat", "mine/scripts/public", "../../features")]
    [InlineData("echo", "mine/scripts", "/mine/features")]
    public async Task NewFeatures_RunFromAnyFolder_Pass(string template, string from, string features)
    {
        using var folder = new TemporaryFolder();
        await CliRun.RunAsync("new", Path.Combine(folder.Path, "mine"), "--template", template);
        var named = features.StartsWith('/') ? folder.Path + features : features;

        var (exitCode, output) = await Tool.RunAsync("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll"), "test", named], Path.Combine(folder.Path, from));

        Assert.Contains("passed)", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task New_WhenItIsDone_TellsWhatToDoNext()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "mine");

        var (_, output, _) = await CliRun.RunAsync("new", target);

        Assert.Equal($"""
            wrote {target}/server.json
            wrote {target}/server.schema.json
            wrote {target}/scripts/echo.js
            wrote {target}/scripts/scriptws.d.ts
            wrote {target}/scripts/scriptws-testing.d.ts
            wrote {target}/scripts/jsconfig.json
            wrote {target}/features/echo.feature
            wrote {target}/features/steps.js
            wrote {target}/features/jsconfig.json
            wrote {target}/README.md

            Next:
              scriptws run {target}
              scriptws connect ws://127.0.0.1:8080/     in another window
              scriptws test {target}/features
            Its behaviour is in {target}/scripts/echo.js. Save it, and the next message runs the new version.

            """.ReplaceLineEndings("\n"), output.Replace('\\', '/'));
    }

    [Fact]
    public async Task New_OfTheChat_HasItsPage()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "mine");

        await CliRun.RunAsync("new", target, "--template", "chat");

        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("scripts/public")).Select(Path.GetFileName))
            Assert.Equal(Read(Repository.Root, $"scripts/public/{file}"), Read(target, $"scripts/public/{file}"));
        Assert.Contains("\n  \"static\": { \"/\": \"scripts/public\" }\n}", Read(target, "server.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_InTypeScript_WritesAServerThatPassesItsCheck()
    {
        using var folder = new TemporaryFolder();

        await CliRun.RunAsync("new", folder.Path, "--template", "ts");
        var check = await CliRun.RunAsync("check", folder.Path);

        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
    }

    [Theory]
    [InlineData("scripts")]
    [InlineData("features")]
    public async Task New_InTypeScript_WritesTypesThatTheCompilerAccepts(string project)
    {
        using var folder = new TemporaryFolder();
        await CliRun.RunAsync("new", folder.Path, "--template", "ts");

        var (exitCode, output) = await NodeTools.RunTypeScriptAsync(folder.Path, "-p", project);

        Assert.Equal((0, ""), (exitCode, output));
    }

    [Fact]
    public async Task New_OverAFileThatExists_WritesNothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("README.md", "mine");

        var (exitCode, output, errors) = await CliRun.RunAsync("new", folder.Path);

        Assert.Equal($"scriptws: {Path.Combine(folder.Path, "README.md")} is there already; nothing was written. Choose another directory.\n", errors);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal(["README.md"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(folder, file));
}
