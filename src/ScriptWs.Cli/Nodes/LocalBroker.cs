using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Cli.Nodes;

/// <summary>
/// A redis-server of this machine for the nodes of one command: on a free port, in a temporary folder, and gone with them.
/// </summary>
internal sealed class LocalBroker : IAsyncDisposable
{
    private static readonly string[] Names = ["redis-server", "valkey-server"];

    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly string _folder;
    private readonly int _port;

    private LocalBroker(Process process, string folder, int port) => (_process, _folder, _port) = (process, folder, port);

    public string Url => string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{_port}");

    /// <param name="path">The folders of programs, as in <c>PATH</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">There is none on this machine, or it does not start.</exception>
    public static async Task<LocalBroker> StartAsync(string? path, CancellationToken cancellationToken)
    {
        var program = Names.Select(name => Find(name, path)).FirstOrDefault(found => found is not null)
            ?? throw new CommandException(
                "--nodes: no redis-server is installed here; install it (\"apt install redis-server\"), "
                + "or set cluster.url to one that runs.");
        var (folder, port) = (Directory.CreateTempSubdirectory("scriptws-nodes-").FullName, FreePort());
        string[] arguments =
        [
            "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", folder,
            "--save", "", "--appendonly", "no",
        ];
        var broker = new LocalBroker(Begin(program, arguments, path), folder, port);
        try
        {
            await broker.WaitAsync(program, cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A session of its own: Ctrl+C ends the nodes first, and the broker after them.</summary>
    private static Process Begin(string program, string[] arguments, string? path)
    {
        var session = Find("setsid", path);
        var start = session is null ? new ProcessStartInfo(program, arguments) : new ProcessStartInfo(session, [program, .. arguments]);
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        var process = Process.Start(start)!;
        // What it writes is for its own operators; a full pipe would stop it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string? Find(string name, string? path) => path?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))
        .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync(string program, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(TimeToStart);
        while (!await AnswersAsync(bound.Token))
        {
            if (_process.HasExited || bound.IsCancellationRequested)
                throw new CommandException($"--nodes: {program} does not start; try it by hand, or set cluster.url to one that runs.");
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
            await using var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), cancellationToken);
            var answer = new byte[64];
            var length = await stream.ReadAsync(answer, cancellationToken);
            return Encoding.ASCII.GetString(answer, 0, length).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
