namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws run --dev</c>, and what <c>run</c> prints of reloads.</summary>
public sealed class DevTests
{
    private const string Echo = "export function onMessage(connection, text) {\n  connection.send(text);\n}\n";

    [Fact]
    public async Task Dev_VersionThatThrows_IsShownWithItsSource()
    {
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(folder, "--dev");

        folder.Replace("echo.js", Echo + "const rooms = new Map();\nrooms.jion('lobby');\n");

        Assert.Equal(new string('━', 72), await run.NextLineAsync());
        Assert.Equal($"✗ {ScriptOf(folder)} IS NOT LIVE; generation 1 goes on", await run.NextLineAsync());
        Assert.Equal("", await run.NextLineAsync());
        Assert.StartsWith($"{ScriptOf(folder)}:5:1: TypeError: ", await run.NextLineAsync(), StringComparison.Ordinal);
        Assert.Equal("", await run.NextLineAsync());
        Assert.Equal("      3 │ }", await run.NextLineAsync());
        Assert.Equal("      4 │ const rooms = new Map();", await run.NextLineAsync());
        Assert.Equal(">     5 │ rooms.jion('lobby');", await run.NextLineAsync());
        Assert.Equal("        │ ^", await run.NextLineAsync());
        Assert.Equal(new string('━', 72), await run.NextLineAsync());
    }

    [Fact]
    public async Task Dev_VersionThatGoesLive_IsOneLineWithItsMilliseconds()
    {
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(folder, "--dev");

        folder.Replace("echo.js", Echo + "// changed");

        Assert.Matches(@"^✓ .*echo\.js: generation 2 is live \(\d+ ms\)$", await run.NextLineAsync());
    }

    [Fact]
    public async Task Dev_BrokenVersionThatIsUndone_IsSaidToBeLive()
    {
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(folder, "--dev");
        folder.Replace("echo.js", "let a = ;");
        while (await run.NextLineAsync() != new string('━', 72))
        {
            // The frame begins,
        }

        while (await run.NextLineAsync() != new string('━', 72))
        {
            // and ends.
        }

        folder.Replace("echo.js", Echo);

        Assert.Matches(@"^✓ .*echo\.js: generation 1 is live \(\d+ ms\)$", await run.NextLineAsync());
    }

    [Fact]
    public async Task Dev_HandlerThatThrows_IsShownWithItsSource()
    {
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(folder, "--dev");

        folder.Replace("echo.js", Echo + "export function onStart() {\n  rooms.join('lobby');\n}\n");
        await run.NextLineAsync();

        Assert.EndsWith($"{ScriptOf(folder)}:5:3: ReferenceError: rooms is not defined.", await run.NextErrorAsync("ReferenceError"), StringComparison.Ordinal);
        foreach (var line in (string[])["      3 │ }", "      4 │ export function onStart() {", ">     5 │   rooms.join('lobby');", "        │   ^"])
            Assert.Equal(line, await run.NextErrorAsync("│"));
    }

    [Fact]
    public async Task Run_HandlerThatThrows_IsLoggedWithoutItsSource()
    {
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(folder);

        folder.Replace("echo.js", Echo + "export function onStart() {\n  rooms.join('lobby');\n}\n");
        await run.NextErrorAsync("ReferenceError: rooms is not defined.");

        Assert.DoesNotContain("│", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_VersionThatIsRefused_IsOneLine()
    {
        using var folder = new TemporaryFolder();
        await using var run = await StartAsync(folder);

        folder.Replace("echo.js", "let a = ;");

        Assert.Equal($"{ScriptOf(folder)}: refused, generation 1 goes on: {ScriptOf(folder)}:1:9: SyntaxError: Unexpected token ';'.", await run.NextLineAsync());
    }

    /// <summary>The script as the command names it: relative to the current folder, or whole.</summary>
    private static string ScriptOf(TemporaryFolder folder) => Path.Combine(folder.Path, "echo.js");

    private static async Task<CliRun> StartAsync(TemporaryFolder folder, params string[] options)
    {
        folder.Write("echo.js", Echo);
        var run = CliRun.Start(["run", "--script", ScriptOf(folder), "--listen", "0", "--script:debounce", "20ms", .. options]);
        await run.NextLineAsync();
        await run.NextLineAsync();
        return run;
    }
}
