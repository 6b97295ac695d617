using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Cli.Terminal;

/// <summary>The command where its output leads nowhere: a full disk, a closed pipe, a reader that does not read.</summary>
public sealed partial class FullDiskTests : IDisposable
{
    private const string Noisy = "export function onMessage(connection, text) { for (let i = 0; i < Number(text); i++) console.error('x'.repeat(1000)); connection.send('done'); }";

    private readonly TemporaryFolder _folder = new();

    public FullDiskTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /dev/full here.");
        _folder.Write("noisy.js", Noisy);
        _folder.Write("server.json", """{ "endpoints": [{ "path": "/", "script": "noisy.js" }] }""");
        _folder.Write("passes.feature", "Feature: It passes\n  Scenario: Nothing happens\n    Given an echo server\n");
    }

    /// <summary>What follows the command in a shell. Its output still says where it listens.</summary>
    public static TheoryData<string, string> Places { get; } = new()
    {
        { "2>/dev/full", "--log-format json" },
        { "2>/dev/full", "--supervised" },
        { "2>&-", "" },
        { "2> >(:)", "" },
        { "2<>pipe", "" },
        { "2<>pipe", "--supervised" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Log_ThatCannotBeWritten_LeavesTheServerServing(string place, string arguments)
    {
        // A pipe that is open for reading and writing has a reader, and nobody reads.
        await using var run = Shell($"run --script noisy.js --listen 0 {arguments} {place}", "mkfifo pipe;");
        using var client = await DotNetClient.ConnectAsync(await run.AddressAsync());

        // More than a pipe and the queue together take.
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync("1000");
            Assert.Equal("done", await client.ReceiveTextAsync());
        }

        client.Dispose(); // it would keep the server for as long as a closing handshake may take
        Assert.Equal(0, await run.EndAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--supervised")]
    public async Task Output_ThatCannotBeWritten_LeavesTheServerServing(string arguments)
    {
        await using var run = Shell($"run --script noisy.js --listen 0 --log-level debug {arguments} >/dev/full");
        var address = new Uri((await run.LineAsync("Listened on ")).Split("Listened on ")[1].TrimEnd('.'));
        using var client = await DotNetClient.ConnectAsync(address);

        await client.SendAsync("1");
        Assert.Equal("done", await client.ReceiveTextAsync());

        _folder.Write("noisy.js", Noisy + "// changed");
        await run.LineAsync("generation 2 went live");
        client.Dispose(); // it would keep the server for as long as a closing handshake may take
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Log_OnADiskThatIsFullForAWhile_ReportsWhatIsMissing()
    {
        // A file system with room for few lines would need rights; a limit on the size of files fails in the same way, half a line included.
        await using var run = Shell("run --script noisy.js --listen 0 2>>log.txt", "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -S -f 40;");
        using var client = await DotNetClient.ConnectAsync(await run.AddressAsync());

        var log = Path.Combine(_folder.Path, "log.txt");
        while (new FileInfo(log).Length < 40 * 1024) await LogAsync(); // half a line is the last that fits
        for (var i = 0; i < 10; i++) await LogAsync();
        await File.WriteAllTextAsync(log, "", TestContext.Current.CancellationToken);
        while (!(await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)).Contains("could not be written here", StringComparison.Ordinal)) await LogAsync();
        client.Dispose(); // it would keep the server for as long as a closing handshake may take
        Assert.Equal(0, await run.EndAsync());

        Assert.Contains(await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken), line => Loss().IsMatch(line));

        async Task LogAsync()
        {
            await client.SendAsync("1");
            Assert.Equal("done", await client.ReceiveTextAsync());
        }
    }

    [Theory]
    [InlineData("--help >/dev/full")]
    [InlineData("check >/dev/full")]
    [InlineData("test passes.feature >/dev/full")]
    public async Task Command_WhoseOutputIsIncomplete_FailsWithOneSentence(string command)
    {
        await using var run = Shell(command);

        Assert.Equal("scriptws: the output is not complete: No space left on device.", await run.LineAsync("scriptws: "));
        Assert.Equal(1, await run.ExitCodeAsync());
    }

    [Theory]
    [InlineData("check >/dev/full 2>&1", 1)]
    [InlineData("check none.json 2>/dev/full", 2)]
    [InlineData("nonsense >&- 2>&-", 2)]
    [InlineData("run --script none.js >/dev/full 2>&1", 2)]
    [InlineData("run --supervised --script none.js >/dev/full 2>&1", 2)]
    [InlineData("test passes.feature 2>/dev/full", 0)]
    [InlineData("check > >(:)", 0)]
    public async Task Command_ThatCannotSayWhatIsWrong_StillHasItsExitCode(string command, int exitCode)
    {
        await using var run = Shell(command);

        Assert.Equal(exitCode, await run.ExitCodeAsync());
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"^\d\d:\d\d:\d\d\.\d{3} warn  Log: \d+ lines? could not be written here: File too large\.$")]
    private static partial Regex Loss();

    private ServingProcess Shell(string command, string before = "") =>
        ServingProcess.StartTool(_folder.Path, "bash", "-c", $"{before} exec {string.Join(' ', ServingProcess.Command)} {command}");
}
