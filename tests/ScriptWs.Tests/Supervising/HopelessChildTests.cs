using System.Net;
using System.Net.Sockets;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Supervising;

/// <summary>A supervised process that lives but cannot recover: another one replaces it, and clients wait for that one.</summary>
public sealed class HopelessChildTests : IDisposable
{
    private const string Script = """
        export function onMessage(connection, text) {
          if (text === 'stick') /^(a+)+$/.test('a'.repeat(100) + '!'); // one built-in: nothing but script.regexTimeout ends it
          else connection.send(text);
        }
        """;

    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly TemporaryFolder _folder = new();

    public HopelessChildTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a socket does that was shut down is a thing of Linux.");
        Assert.SkipWhen(Tool.Find("bash") is null, "There is no bash here.");
        _folder.Write("echo.js", Script);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Child_WithATurnThatNeverEnds_IsReplacedByOneThatAnswers()
    {
        await using var run = Start(
            [], null, "--listen", "0", "--script:stuck:giveUp", "2s", "--script:stuck:replace", "0", "--script:regexTimeout", "1h", "--shutdown:grace", "500ms");
        var address = await run.AddressAsync();
        using var guilty = await DotNetClient.ConnectAsync(address);

        await guilty.SendAsync("stick");
        await run.LineAsync("a turn of echo.js (generation 1) has run for ");
        var stuck = await run.ProcessAsync("reports that it cannot recover; a new process replaces it.");
        using var newcomer = await DotNetClient.ConnectAsync(address); // while none accepts
        await newcomer.SendAsync("hello");

        Assert.Equal("hello", await newcomer.ReceiveTextAsync());
        await run.LineAsync($" accepts; process {stuck} closes its connections.");
        await run.LineAsync($"Process {stuck}, which had been replaced, ended with exit code 0.");
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Child_WhoseWatchdogGivesUp_IsReplacedByOneThatListens()
    {
        using var shared = ListenAtAFixedPort();
        var address = (IPEndPoint)shared.LocalEndpoint;
        await using var run = Start(
            ["LISTEN_PID=$$", "LISTEN_FDS=1"], shared, "--listen", $"{address.Port}", "--watchdog:attempts", "1", "--watchdog:interval", "1s", "--supervision:intensity", "20");
        var child = await run.ProcessAsync(" serves.");
        using var client = await DotNetClient.ConnectAsync(new Uri($"ws://{address}/"));

        using (await TakeAwayAsync(shared, address))
        {
            await run.LineAsync("its socket was closed");
            await run.LineAsync($"port {address.Port} is taken by another program");
            Assert.Equal(child, await run.ProcessAsync("reports that it cannot recover; a new process replaces it."));
            await client.ReceiveCloseAsync();
            await run.LineAsync($"Process {child} ended with exit code 1; clients wait for the next one.");
        }

        Assert.NotEqual(child, await run.ProcessAsync(" serves."));
        using var newcomer = await DotNetClient.ConnectAsync(new Uri($"ws://{address}/"));
        await newcomer.SendAsync("hello");
        Assert.Equal("hello", await newcomer.ReceiveTextAsync());
        Assert.Equal(0, await run.EndAsync());
    }

    /// <summary>Listens at a port by its number. A port that the system chose would be given back when the socket is shut down.</summary>
    private static TcpListener ListenAtAFixedPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, Tool.ReservePort());
        listener.Start();
        return listener;
    }

    /// <summary>Makes a socket deaf that other processes share, and another program's the one that listens at its address.</summary>
    private static async Task<TcpListener> TakeAwayAsync(TcpListener shared, IPEndPoint address)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        while (true)
        {
            shared.Server.Shutdown(SocketShutdown.Both);
            var other = new TcpListener(address);
            try
            {
                other.Start();
                return other;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The watchdog was faster, and listens again.
                other.Dispose();
                bound.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }

    private ServingProcess Start(IReadOnlyList<string> environment, TcpListener? shared, params string[] more)
    {
        string[] args = ["run", "--script", "echo.js", "--supervised", .. more];
        return shared is null ? ServingProcess.Start(_folder.Path, environment, args) : ServingProcess.StartWith(shared, _folder.Path, environment, args);
    }
}
