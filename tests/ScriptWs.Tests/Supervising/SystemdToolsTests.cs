using System.Security.Cryptography;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Supervising;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Supervising;

/// <summary>The command under the tools that systemd brings for trying a service out, which know nothing of it.</summary>
public sealed class SystemdToolsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("--supervised")]
    public async Task Command_ThatIsStartedByAConnection_AnswersIt(string? supervised)
    {
        Assert.SkipWhen(Tool.Find("systemd-socket-activate") is null, "There is no systemd-socket-activate here.");
        _folder.Write("echo.js", "export function onMessage(connection, text) { connection.send(text); }");
        var address = SomeAddress();
        string[] command = ["run", "--script", "echo.js", "--listen", address, .. supervised is null ? Array.Empty<string>() : [supervised]];

        await using var run = ServingProcess.StartTool(_folder.Path, "systemd-socket-activate", ["--listen", address, "--fdname", "web", .. ServingProcess.Command, .. command]);
        await run.LineAsync("Listening on ");
        using var client = await DotNetClient.ConnectAsync(new Uri($"ws://{address}/"));
        await client.SendAsync("hello");

        Assert.Equal("hello", await client.ReceiveTextAsync());
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task WhatIsTold_ToSystemd_IsWhatItsOwnToolTells()
    {
        Assert.SkipWhen(Tool.Find("systemd-notify") is null, "There is no systemd-notify here.");
        using var systemd = new FakeSystemd(Path.Combine(_folder.Path, "notify"));
        using var notifier = new SystemdNotifier(name => name == "NOTIFY_SOCKET" ? systemd.Address : null, Environment.ProcessId, () => true, TimeProvider.System);

        await Tool.RunAsync("env", [$"NOTIFY_SOCKET={systemd.Address}", "systemd-notify", "--no-block", "--ready", "--status=Serving."], _folder.Path);
        notifier.Ready("Serving.");

        Assert.Equal(await systemd.ReceiveAsync(), await systemd.ReceiveAsync());
    }

    /// <summary>Of this machine, and by its number nobody else's: the tool does not tell which free port it got.</summary>
    private static string SomeAddress() =>
        $"127.{RandomNumberGenerator.GetInt32(1, 255)}.{RandomNumberGenerator.GetInt32(256)}.{RandomNumberGenerator.GetInt32(1, 255)}:{RandomNumberGenerator.GetInt32(20_000, 30_000)}";
}
