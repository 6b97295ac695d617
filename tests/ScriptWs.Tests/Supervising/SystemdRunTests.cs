using System.Net;
using System.Net.Sockets;
using ScriptWs.Cli;
using ScriptWs.Cli.Supervising;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Supervising;

/// <summary>The command as a service of systemd, with a datagram socket in systemd's place.</summary>
public sealed class SystemdRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeSystemd _systemd;

    public SystemdRunTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is a thing of Linux.");
        Assert.SkipWhen(Tool.Find("bash") is null, "There is no bash here.");
        _systemd = new FakeSystemd(Path.Combine(_folder.Path, "notify"));
        _folder.Write("echo.js", "export function onMessage(connection, text) { connection.send(text); }");
    }

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null, "Listening on ws://127.0.0.1:")]
    [InlineData("--supervised", "Serving.")]
    public async Task Service_FromStartToStop_TellsEachStep(string? supervised, string status)
    {
        await using var run = Start(["NOTIFY_SOCKET=" + _systemd.Address], "--script", "echo.js", "--listen", "0", supervised);

        var ready = await _systemd.ReceiveAsync();
        await run.SignalAsync("HUP");
        var reloading = await _systemd.ReceiveAsync();
        var readyAgain = await _systemd.ReceiveAsync();
        var exitCode = run.EndAsync();
        var stopping = await _systemd.ReceiveAsync();

        Assert.StartsWith($"READY=1\nSTATUS={status}", ready, StringComparison.Ordinal);
        Assert.Matches(@"^RELOADING=1\nMONOTONIC_USEC=\d+\nSTATUS=Reading the files again\.$", reloading);
        Assert.Equal(ready, readyAgain);
        Assert.StartsWith("STOPPING=1\nSTATUS=", stopping, StringComparison.Ordinal);
        Assert.Equal(0, await exitCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("--supervised")]
    public async Task Service_WithAWatchdog_GivesSignsOfLife(string? supervised)
    {
        await using var run = Start(["NOTIFY_SOCKET=" + _systemd.Address, "WATCHDOG_USEC=1000000", "WATCHDOG_PID=$$"], "--script", "echo.js", "--listen", "0", supervised);

        await _systemd.ReceiveAsync("WATCHDOG=1");
        await _systemd.ReceiveAsync("READY=1");
        await _systemd.ReceiveAsync("WATCHDOG=1");
    }

    [Fact]
    public async Task SupervisedService_WhoseProcessDies_SaysSoUntilTheNextServes()
    {
        await using var run = Start(["NOTIFY_SOCKET=" + _systemd.Address], "--script", "echo.js", "--listen", "0", "--supervised");
        await _systemd.ReceiveAsync("READY=1");

        await ServingProcess.SignalAsync("KILL", await run.ProcessAsync(" serves."));

        Assert.Equal("STATUS=The process that served has died; clients wait for the next one.", await _systemd.ReceiveAsync());
        Assert.Equal("READY=1\nSTATUS=Serving.", await _systemd.ReceiveAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("--supervised")]
    public async Task Socket_ThatSystemdHasOpened_IsServed(string? supervised)
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var port = ((IPEndPoint)socket.LocalEndpoint).Port;

        await using var run = StartWith(socket, "--script", "echo.js", "--listen", $"{port}", supervised);
        using var client = await DotNetClient.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/")); // before anybody serves it
        await client.SendAsync("hello");

        Assert.Equal("hello", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("--supervised")]
    public async Task Socket_ThatNoAddressNames_IsRefused(string? supervised)
    {
        using var socket = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        socket.Start();

        await using var run = StartWith(socket, "--script", "echo.js", "--listen", "0", supervised);

        Assert.Equal(
            $"scriptws: no client would be accepted at the socket \"web\" ({socket.LocalEndpoint}) that was handed over: no address in listen fits; add it, or remove it from the socket unit.",
            await run.LineAsync("scriptws: "));
        Assert.Equal(ExitCode.Mendable, await run.ExitCodeAsync());
    }

    private ServingProcess StartWith(TcpListener socket, params string?[] args) =>
        ServingProcess.StartWith(socket, _folder.Path, ["LISTEN_PID=$$", "LISTEN_FDS=1", "LISTEN_FDNAMES=web"], ["run", .. args.OfType<string>()]);

    private ServingProcess Start(IReadOnlyList<string> environment, params string?[] args) =>
        ServingProcess.Start(_folder.Path, environment, ["run", .. args.OfType<string>()]);
}
