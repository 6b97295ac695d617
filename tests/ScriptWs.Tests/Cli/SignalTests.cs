using System.Diagnostics;

namespace ScriptWs.Tests.Cli;

/// <summary>Signals at any moment of a server's life.</summary>
public sealed class SignalTests : IDisposable
{
    /// <summary>Long enough, as a rule, for a signal to come while it loads; a signal that comes later changes nothing.</summary>
    private const string Slow = "console.log('loading'); const end = Date.now() + 300; while (Date.now() < end); export function onMessage() {}";

    private readonly TemporaryFolder _folder = new();

    public SignalTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals here.");
        _folder.Write("echo.js", "export function onMessage(connection, text) { connection.send(text); }");
    }

    [Theory]
    [InlineData("")]
    [InlineData("--supervised")]
    public async Task Signals_OnceTheServerIsReached_DoNotEndIt(string argument)
    {
        await using var run = Start(argument);
        var address = await run.AddressAsync();

        foreach (var signal in new[] { "HUP", "USR1", "PIPE", "HUP", "USR2", "USR1" }) await run.SignalAsync(signal);

        using var client = await DotNetClient.ConnectAsync(address);
        await client.SendAsync("hello");
        Assert.Equal("hello", await client.ReceiveTextAsync());
        client.Dispose(); // it would keep the server for as long as a closing handshake may take
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Signals_WhileScriptsLoad_WaitUntilTheServerServes()
    {
        _folder.Write("echo.js", Slow);
        await using var run = Start("");
        await run.LineAsync("loading");

        foreach (var signal in new[] { "HUP", "USR1", "USR2" }) await run.SignalAsync(signal);

        await run.AddressAsync();
        Assert.Equal(0, await run.EndAsync());
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Stop_WhileScriptsLoad_EndsCleanly(string signal)
    {
        _folder.Write("echo.js", Slow);
        await using var run = Start("");
        await run.LineAsync("loading");

        await run.SignalAsync(signal);

        Assert.Equal(0, await run.ExitCodeAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--supervised")]
    public async Task Quit_Always_DropsWhatIsLeft(string argument)
    {
        _folder.Write("echo.js", "export function onShutdown() { return new Promise(() => {}); }");
        await using var run = Start(argument);
        await (argument.Length > 0 ? run.ServesAsync() : run.AddressAsync() as Task);

        await run.SignalAsync("QUIT");

        Assert.Equal(1, await run.ExitCodeAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--supervised")]
    public async Task Storm_WhileTheServerStops_DoesNotChangeHowItEnds(string argument)
    {
        await using var run = Start(argument);
        await (argument.Length > 0 ? run.ServesAsync() : run.AddressAsync() as Task);
        using var storm = Process.Start("bash", ["-c", $"while kill -HUP {run.Id} && kill -USR1 {run.Id} && kill -USR2 {run.Id}; do :; done 2>/dev/null"]);

        await run.LineAsync("SIGUSR1 has no effect");
        Assert.Equal(0, await run.EndAsync());
        await storm.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    private ServingProcess Start(string argument) =>
        ServingProcess.Start(_folder.Path, [.. new[] { "run", "--script", "echo.js", "--listen", "0", "--script:turnTimeout", "60s", "--script:memory", "1GiB", argument }.Where(text => text.Length > 0)]);
}
