using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Tests.Cluster;

/// <summary>A garnet-server of one test: the second program that speaks the protocol of Redis.</summary>
internal sealed class GarnetServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port;
    private readonly Process _process;

    private GarnetServer(int port)
    {
        _port = port;
        string[] arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--lua", "--memory", "64m", "--index", "8m",
            "--checkpointdir", _folder.Path,
        ];
        _process = Process.Start(new ProcessStartInfo(Tool.Find("garnet-server")!, arguments) { RedirectStandardOutput = true })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{_port}");

    /// <summary>Starts one, or skips the test where there is none.</summary>
    public static async Task<GarnetServer> StartAsync()
    {
        Assert.SkipUnless(
            Tool.Find("garnet-server") is not null, "garnet-server is not installed; run: dotnet tool install -g garnet-server.");
        var server = new GarnetServer(Tool.ReservePort());
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (!await server.AnswersAsync())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end && !server._process.HasExited, "garnet-server did not start.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return server;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
            await using var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            var answer = new byte[64];
            var length = await stream.ReadAsync(answer, TestContext.Current.CancellationToken);
            return Encoding.ASCII.GetString(answer, 0, length).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
