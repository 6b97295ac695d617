using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Tests.Cluster;

/// <summary>A garnet-server, the second program that speaks the protocol of Redis. The tests of a class share one.</summary>
public sealed class GarnetServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Tool.ReservePort();
    private Process? _process;

    private string Url => string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{_port}");

    /// <summary>Begins a test: starts the server, or empties the one that runs. Skips the test where there is none.</summary>
    /// <returns>Its address.</returns>
    internal async Task<string> EmptyAsync()
    {
        if (_process is null) await StartAsync();
        Assert.Equal("+OK", await AnswerAsync("FLUSHALL"));
        return Url;
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        _folder.Dispose();
    }

    private async Task StartAsync()
    {
        Assert.SkipUnless(
            Tool.Find("garnet-server") is not null, "garnet-server is not installed; run: dotnet tool install -g garnet-server.");
        string[] arguments =
        [
            "--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--lua", "--memory", "64m", "--index", "8m",
            "--checkpointdir", _folder.Path,
        ];
        _process = Process.Start(new ProcessStartInfo(Tool.Find("garnet-server")!, arguments) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();

        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (await AnswerAsync("PING") != "+PONG")
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end && !_process.HasExited, "garnet-server did not start.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <returns>The first line of what it answers, or nothing while it does not listen.</returns>
    private async Task<string?> AnswerAsync(string command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
            await using var stream = client.GetStream();
            var request = Encoding.ASCII.GetBytes($"*1\r\n${command.Length}\r\n{command}\r\n");
            await stream.WriteAsync(request, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            return await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return null;
        }
    }
}
