using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws run</c> and <c>scriptws check</c>.</summary>
public sealed class RunTests
{
    private const string Echo = "export function onMessage(connection, text) { connection.send(text); }";

    [Fact]
    public async Task Run_WhenItServes_TellsAddressAndGeneration()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        folder.Write("server.json", """{ "listen": [{ "port": 0 }], "endpoints": [{ "path": "/", "script": "echo.js" }] }""");
        await using var run = CliRun.Start("run", Path.Combine(folder.Path, "server.json"));

        var address = await run.NextLineAsync();

        Assert.Matches(@"^listening on ws://127\.0\.0\.1:[1-9]\d*/$", address);
        Assert.Equal("echo.js: generation 1 is live", await run.NextLineAsync());
    }

    [Fact]
    public async Task Run_OfAScriptThatStopsTheServerAsItStarts_ExitsWith0()
    {
        using var folder = new TemporaryFolder();
        folder.Write("stop.js", "export function onStart() { server.stop(); }");

        var (exitCode, _, errors) = await CliRun.RunAsync("run", Path.Combine(folder.Path, "stop.js"), "--listen", "0");

        Assert.DoesNotContain("should not have happened", errors, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Run_OnTheFirstSignal_ClosesWith1001AndExitsWith0()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        await using var run = CliRun.Start("run", "--script", Path.Combine(folder.Path, "echo.js"), "--listen", "127.0.0.1:0");
        using var client = await DotNetClient.ConnectAsync(await AddressAsync(run));
        await client.SendAsync("hello");
        Assert.Equal("hello", await client.ReceiveTextAsync());

        run.Stop();
        await client.ReceiveCloseAsync();

        Assert.Equal((1001, "server is shutting down"), client.Close);
        Assert.Equal(0, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task Run_OnHangup_ReadsTheScriptAgain()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGHUP here.");
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        await using var process = ServingProcess.Start(folder.Path, "run", "--script", "echo.js", "--listen", "0", "--script:watch", "false");
        await process.LineAsync("generation 1 is live");

        folder.Write("echo.js", Echo + "// changed");
        await process.SignalAsync("HUP");

        await process.LineAsync("echo.js: generation 2 went live");
        Assert.Equal(0, await process.EndAsync());
    }

    [Fact]
    public async Task Run_OnTheSecondSignal_StopsAtOnceAndExitsWith1()
    {
        using var folder = new TemporaryFolder();
        folder.Write("slow.js", Echo + "export function onShutdown() { return new Promise(() => {}); }");
        await using var run = CliRun.Start("run", "--script", Path.Combine(folder.Path, "slow.js"), "--listen", "0");
        await AddressAsync(run);

        run.Stop();
        run.Stop();

        Assert.Equal(1, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task Run_WhenTheScriptStopsTheServer_ExitsWith0()
    {
        using var folder = new TemporaryFolder();
        folder.Write("stop.js", "export function onMessage() { server.stop(); }");
        await using var run = CliRun.Start("run", "--script", Path.Combine(folder.Path, "stop.js"), "--listen", "0");
        using var client = await DotNetClient.ConnectAsync(await AddressAsync(run));

        await client.SendAsync("stop");
        await client.ReceiveCloseAsync();

        Assert.Equal(0, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task Run_OnATakenPort_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, output, errors) = await CliRun.RunAsync("run", "--script", Path.Combine(folder.Path, "echo.js"), "--listen", $"{port}");

        Assert.Equal($"scriptws: port {port} is taken by another program; choose another with --listen, or port 0 for any free one.\n", errors);
        Assert.Equal((2, ""), (exitCode, output));
    }

    [Fact]
    public async Task Run_OnAPortThatScriptWsHas_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        var script = Path.Combine(folder.Path, "echo.js");
        await using var first = CliRun.Start("run", "--script", script, "--listen", "0");
        var port = (await AddressAsync(first)).Port;

        var (exitCode, _, errors) = await CliRun.RunAsync("run", "--script", script, "--listen", $"{port}");

        Assert.Equal($"scriptws: port {port} is taken by another program; choose another with --listen, or port 0 for any free one.\n", errors);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Run_WhenTheAdminPortIsTaken_SaysSoBeforeItListens()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        folder.Write("server.json", $$"""
            { "listen": [{ "port": 0 }], "endpoints": [{ "script": "echo.js" }], "admin": { "enabled": true, "port": {{port}} },
              "authentication": { "users": [{ "name": "alice", "password": "sesame", "roles": ["admin"] }] } }
            """);

        var (exitCode, output, errors) = await CliRun.RunAsync("run", folder.Path);

        Assert.Equal($"scriptws: the admin page: port {port} is taken by another program; choose another with --admin:port, or port 0 for any free one.\n", errors);
        Assert.Equal((2, ""), (exitCode, output));
    }

    [Fact]
    public async Task Run_WithStaticFolders_PrintsLinksToThem()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        Directory.CreateDirectory(Path.Combine(folder.Path, "pages"));
        folder.Write("server.json", """
            { "listen": [{ "address": "*", "port": 0 }], "endpoints": [{ "script": "echo.js" }], "static": { "/": "pages", "/app": "pages" } }
            """);
        await using var run = CliRun.Start("run", folder.Path);

        var port = (await AddressAsync(run)).Port;

        Assert.Equal("echo.js: generation 1 is live", await run.NextLineAsync());
        Assert.Equal($"pages at http://127.0.0.1:{port}/", await run.NextLineAsync());
        Assert.Equal($"pages at http://127.0.0.1:{port}/app/", await run.NextLineAsync());
    }

    [Theory]
    [InlineData("\"listen\": [{ \"address\": \"192.0.2.1\", \"port\": 8080 }]", "listen[0].address: 192.0.2.1 is not an address of this machine; choose one that is, or * for all.")]
    [InlineData("\"listen\": [{ \"port\": 0 }, { \"address\": \"2001:db8::1\", \"port\": 0 }]", "listen[1].address: 2001:db8::1 is not an address of this machine; choose one that is, or * for all.")]
    public async Task Check_OfAnAddressOfAnotherMachine_FindsIt(string listen, string problem)
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        folder.Write("server.json", $"{{ {listen}, \"endpoints\": [{{ \"script\": \"echo.js\" }}] }}");

        var (exitCode, _, errors) = await CliRun.RunAsync("check", folder.Path);

        Assert.Equal($"scriptws: {problem}\n", errors);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Check_OfAPortThatIsTaken_FindsNothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        await using var run = CliRun.Start("run", Path.Combine(folder.Path, "echo.js"), "--listen", "0");
        folder.Write("server.json", $$"""{ "listen": [{ "port": {{(await AddressAsync(run)).Port}} }], "endpoints": [{ "script": "echo.js" }] }""");

        var (exitCode, _, errors) = await CliRun.RunAsync("check", folder.Path);

        Assert.Equal((0, ""), (exitCode, errors));
    }

    [Fact]
    public async Task Run_WithoutAConfiguration_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, errors) = await Tool.RunAsync("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll")], folder.Path);

        Assert.Equal(
            "scriptws: there is no server.json here; name one, serve a script with \"scriptws run SCRIPT.js\", or make a server with \"scriptws new DIRECTORY\".\n", errors);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Run_WithASettingThatIsMisspelt_NamesTheNearest()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);

        var (exitCode, _, errors) = await CliRun.RunAsync("run", Path.Combine(folder.Path, "echo.js"), "--limts:maxConnections", "3");

        Assert.Equal("scriptws: --limts:maxConnections: \"limts\" is not a setting; did you mean \"limits\"?\n", errors);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Check_OfAGoodServer_ListsWhatItServes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        folder.Write("server.json", """
            { "listen": [{ "address": "::1", "port": 0 }],
              "endpoints": [{ "path": "/", "script": "echo.js" }, { "path": "/all", "script": "echo.js", "dispatch": "parallel" }] }
            """);
        var file = Path.Combine(folder.Path, "server.json");

        var (exitCode, output, errors) = await CliRun.RunAsync("check", file);

        Assert.Equal($"{file} can be served:\n  listen    [::1]:any free port\n  endpoint  /     echo.js, serial\n  endpoint  /all  echo.js, parallel\n", output);
        Assert.Equal((0, ""), (exitCode, errors));
    }

    [Fact]
    public async Task Check_OfAWrongServer_TellsEverythingAtOnce()
    {
        using var folder = new TemporaryFolder();
        folder.Write("server.json", "{\n  \"lisen\": [],\n  \"limits\": { \"maxFragments\": \"many\" }\n}");

        var (exitCode, output, errors) = await CliRun.RunAsync("check", Path.Combine(folder.Path, "server.json"));

        Assert.Equal("""
            scriptws: server.json(2): "lisen" is not a setting; did you mean "listen"?
            scriptws: server.json(3): limits.maxFragments must be a whole number (found "many").

            """.ReplaceLineEndings("\n"), errors);
        Assert.Equal((2, ""), (exitCode, output));
    }

    [Fact]
    public async Task Check_OfScriptsThatDoNotLoad_TellsAboutEach()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bad.js", "export function onMessage( {");
        folder.Write("server.json", """{ "endpoints": [{ "path": "/", "script": "bad.js" }, { "path": "/b", "script": "bad.js" }] }""");

        var (exitCode, output, errors) = await CliRun.RunAsync("check", Path.Combine(folder.Path, "server.json"));

        Assert.All(errors.TrimEnd().Split('\n'), line => Assert.StartsWith("scriptws: bad.js:1:", line, StringComparison.Ordinal));
        Assert.Equal(2, errors.Count(c => c == '\n'));
        Assert.Equal((2, ""), (exitCode, output));
    }

    private static async Task<Uri> AddressAsync(CliRun run) => new((await run.NextLineAsync())["listening on ".Length..]);
}
