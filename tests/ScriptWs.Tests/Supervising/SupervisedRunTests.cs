using System.Diagnostics;
using System.Net.WebSockets;
using ScriptWs.Cli;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Supervising;

/// <summary><c>scriptws run --supervised</c> as the processes that it is.</summary>
public sealed class SupervisedRunTests : IDisposable
{
    private const string Echo = """
        export function onMessage(connection, text) {
          if (text === 'stop') server.stop();
          else connection.send(text);
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public SupervisedRunTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Processes do not hand their sockets on here.");
        _folder.Write("echo.js", Echo);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Child_ThatIsKilled_IsReplacedAtTheSameAddress()
    {
        await using var run = Start();
        var (address, child) = await run.ServesAsync();

        await ServingProcess.SignalAsync("KILL", child);
        await run.LineAsync("was ended by signal 9; clients wait for the next one.");
        using var client = await DotNetClient.ConnectAsync(address);
        await client.SendAsync("hello");

        Assert.Equal("hello", await client.ReceiveTextAsync());
        Assert.NotEqual(child, await run.ProcessAsync(" serves."));
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Child_ThatIsStopped_IsKilledAndReplaced()
    {
        await using var run = Start("--supervision:liveness", "10s");
        var child = await run.ProcessAsync(" serves.");

        await ServingProcess.SignalAsync("STOP", child);

        await run.LineAsync($"Process {child} was killed: it gave no sign of life for 10 s; clients wait for the next one.");
        Assert.NotEqual(child, await run.ProcessAsync(" serves."));
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Child_WhoseSupervisorIsKilled_LetsItsConnectionsGoAndEnds()
    {
        await using var run = Start();
        var (address, number) = await run.ServesAsync();
        using var child = Process.GetProcessById(number);
        using var client = await DotNetClient.ConnectAsync(address);

        await run.SignalAsync("KILL");
        await client.ReceiveCloseAsync();

        Assert.Equal((1001, "server is shutting down"), client.Close);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Child_WhoseConfigurationIsWrong_IsNotRestarted()
    {
        _folder.Write("echo.js", "export function onMessage( {");
        await using var run = Start();

        Assert.StartsWith("scriptws: echo.js:1:", await run.LineAsync("SyntaxError"), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Mendable, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task Child_ThatDiesTooOften_EndsTheCommandWith3()
    {
        await using var run = Start("--supervision:intensity", "1");

        await ServingProcess.SignalAsync("KILL", await run.ProcessAsync(" serves."));
        await ServingProcess.SignalAsync("KILL", await run.ProcessAsync(" serves."));

        Assert.Equal(
            "scriptws: the process that serves was ended by signal 9; there were 1 restarts within 60 s (supervision.intensity), so this was the last.",
            await run.LineAsync("scriptws: "));
        Assert.Equal(ExitCode.GaveUp, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task Child_WhoseScriptStopsTheServer_EndsTheCommandWith0()
    {
        await using var run = Start();
        using var client = await DotNetClient.ConnectAsync(await run.AddressAsync());

        await client.SendAsync("stop");
        await client.ReceiveCloseAsync();

        Assert.Equal(ExitCode.Fine, await run.ExitCodeAsync());
    }

    [Fact]
    public async Task HandOver_BySignal_ClosesWith1012WhileTheNewProcessAccepts()
    {
        await using var run = Start();
        var (address, child) = await run.ServesAsync();
        using var client = await DotNetClient.ConnectAsync(address);

        await run.SignalAsync("USR2");
        await client.ReceiveCloseAsync();
        using var again = await DotNetClient.ConnectAsync(address);
        await again.SendAsync("hello");

        Assert.Equal((1012, "service restart"), client.Close);
        Assert.Equal("hello", await again.ReceiveTextAsync());
        await run.LineAsync($"Process {child}, which had been replaced, ended with exit code 0.");
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task HandOver_ToAScriptThatDoesNotLoad_LeavesTheOldProcessServing()
    {
        await using var run = Start("--script:watch", "false");
        using var client = await DotNetClient.ConnectAsync((await run.ServesAsync()).Address);
        _folder.Write("echo.js", "export function onMessage( {");

        await run.SignalAsync("USR2");

        await run.LineAsync("The handover failed: the new process ");
        await client.SendAsync("hello");
        Assert.Equal("hello", await client.ReceiveTextAsync());
        Assert.Equal(WebSocketState.Open, client.State);
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Hangup_Always_IsPassedOn()
    {
        await using var run = Start("--script:watch", "false");
        await run.LineAsync(" serves.");
        _folder.Write("echo.js", Echo + "// changed");

        await run.SignalAsync("HUP");

        await run.LineAsync("echo.js: generation 2 went live");
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Configuration_ThatAsksForIt_Supervises()
    {
        _folder.Write("server.json", """{ "listen": [{ "port": 0 }], "endpoints": [{ "path": "/", "script": "echo.js" }], "supervision": true }""");
        await using var run = ServingProcess.Start(_folder.Path, "run");

        Assert.NotEqual(run.Id, await run.ProcessAsync(" serves."));
        Assert.Equal(0, await run.EndAsync());
    }

    private ServingProcess Start(params string[] more) => ServingProcess.Start(_folder.Path, ["run", "--script", "echo.js", "--listen", "0", "--supervised", .. more]);
}
