using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Tests.Cluster;

/// <summary>A redis-server of one test, on a port of its own, without files unless it is told to keep some.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _arguments;
    private Process? _process;

    private RedisServer(string[] arguments) => _arguments = arguments;

    public int Port { get; } = Tool.ReservePort();

    public string Url => $"redis://127.0.0.1:{Port}";

    /// <summary>Starts one, or skips the test where there is none.</summary>
    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        Assert.SkipUnless(Tool.Find("redis-server") is not null, "redis-server is not installed.");
        var server = new RedisServer(arguments);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on the same port.</summary>
    public async Task StartAgainAsync()
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        string[] all = ["--save", "", "--port", port, "--bind", "127.0.0.1", "--dir", _folder.Path, .. _arguments];
        _process = Process.Start(new ProcessStartInfo(Tool.Find("redis-server")!, all) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (!await AnswersAsync())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end && !_process.HasExited, "redis-server did not start.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends it as a power cut does.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Sends a signal to the process.</summary>
    public async Task SignalAsync(string signal)
    {
        var (code, output) = await Tool.RunAsync("sh", ["-c", $"kill -{signal} {_process!.Id}"], _folder.Path);
        Assert.True(code == 0, output);
    }

    /// <summary>Sends a command, and waits for its answer.</summary>
    public async Task<string> CommandAsync(params string[] words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var line = Encoding.ASCII.GetBytes(string.Join(' ', words) + "\r\n");
        await stream.WriteAsync(line, TestContext.Current.CancellationToken);
        var answer = new byte[4096];
        var length = await stream.ReadAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(answer, 0, length);
    }

    public void Dispose()
    {
        if (_process is not null) Kill();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await CommandAsync("PING")).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
