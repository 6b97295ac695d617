using ScriptWs.Cli;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Supervising;

/// <summary><c>scriptws restart</c>, and the file by which it finds the supervising process.</summary>
public sealed class RestartCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RestartCommandTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Processes do not hand their sockets on here.");
        _folder.Write("echo.js", "export function onMessage(connection, text) { connection.send(text); }");
        _folder.Write("server.json", """{ "listen": [{ "port": 0 }], "endpoints": [{ "script": "echo.js" }], "supervision": { "enabled": true, "pidFile": "scriptws.pid" } }""");
    }

    private string Configuration => Path.Combine(_folder.Path, "server.json");

    private string PidFile => Path.Combine(_folder.Path, "scriptws.pid");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_ByTheConfiguration_HandsOver()
    {
        await using var run = ServingProcess.Start(_folder.Path, "run");
        var child = await run.ProcessAsync(" serves.");

        var (exitCode, output, errors) = await CliRun.RunAsync("restart", Configuration);

        Assert.Equal((0, $"process {run.Id} was asked to hand over; its log tells how it goes\n", ""), (exitCode, output, errors));
        await run.LineAsync($"; process {child} closes its connections.");
        Assert.Equal(0, await run.EndAsync());
        Assert.False(File.Exists(PidFile));
    }

    [Fact]
    public async Task Restart_ByNumber_HandsOver()
    {
        await using var run = ServingProcess.Start(_folder.Path, "run");
        var child = await run.ProcessAsync(" serves.");

        var (exitCode, _, _) = await CliRun.RunAsync("restart", "--pid", $"{run.Id}");

        Assert.Equal(0, exitCode);
        await run.LineAsync($"; process {child} closes its connections.");
    }

    [Fact]
    public async Task Restart_OfAFileThatWasLeftBehind_SignalsNobody()
    {
        File.WriteAllText(PidFile, $"{Environment.ProcessId}\n");

        var (exitCode, _, errors) = await CliRun.RunAsync("restart", Configuration);

        Assert.Equal((2, $"scriptws: no supervising process runs that holds {PidFile} (supervision.pidFile).\n"), (exitCode, errors));
    }

    [Fact]
    public async Task Restart_OfAProcessThatDoesNotTakeTheSignal_LeavesItAlone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only /proc tells which signals a process takes.");

        var (exitCode, _, errors) = await CliRun.RunAsync("restart", "--pid", $"{Environment.ProcessId}");

        Assert.Equal((2, $"scriptws: process {Environment.ProcessId} is not scriptws run --supervised: there is none, or it does not take SIGUSR2.\n"), (exitCode, errors));
    }

    [Fact]
    public async Task Restart_WithoutAPidFile_SaysWhatToDo()
    {
        _folder.Write("server.json", """{ "endpoints": [{ "script": "echo.js" }] }""");

        var (exitCode, _, errors) = await CliRun.RunAsync("restart", Configuration);

        Assert.Equal((2, "scriptws: supervision.pidFile is not set, so the supervising process cannot be found; set it, or name the process with --pid.\n"), (exitCode, errors));
    }

    [Fact]
    public async Task Run_WithAPidFileThatAnotherHolds_IsRefused()
    {
        await using var run = ServingProcess.Start(_folder.Path, "run");
        await run.LineAsync(" serves.");
        await using var other = ServingProcess.Start(_folder.Path, "run");

        Assert.Equal(
            $"scriptws: {PidFile} (supervision.pidFile) belongs to a supervising process that runs; stop that one, or give each its own file.",
            await other.LineAsync("scriptws: "));
        Assert.Equal(ExitCode.Mendable, await other.ExitCodeAsync());
    }
}
