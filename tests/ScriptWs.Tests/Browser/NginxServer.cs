using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Tests.Browser;

/// <summary>An nginx of one test in front of several nodes, set up as docs/cluster.md says.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private NginxServer(int port, IEnumerable<Uri> nodes)
    {
        Port = port;
        _folder.Write("nginx.conf", Configuration(port, nodes));
        string[] arguments = ["-p", _folder.Path, "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off;"];
        _process = Process.Start(new ProcessStartInfo(Tool.Find("nginx")!, arguments) { RedirectStandardError = true })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>Starts one, or skips the test where there is none.</summary>
    public static async Task<NginxServer> StartAsync(params Uri[] nodes)
    {
        Assert.SkipUnless(Tool.Find("nginx") is not null, "nginx is not installed.");
        var server = new NginxServer(FreePort(), nodes);
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (!await server.AnswersAsync())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end && !server._process.HasExited, "nginx did not start.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // Asked to, its worker ends with it; killed, it would leave that behind.
        if (!_process.HasExited) await Tool.RunAsync("kill", ["-TERM", $"{_process.Id}"], _folder.Path);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Configuration(int port, IEnumerable<Uri> nodes) => string.Create(CultureInfo.InvariantCulture, $$"""
        worker_processes 1;
        pid nginx.pid;
        events { worker_connections 256; }
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            {{Recipe(port, nodes)}}
        }
        """);

    /// <summary>The file of the recipe, with the addresses of this machine.</summary>
    private static string Recipe(int port, IEnumerable<Uri> nodes)
    {
        var text = File.ReadAllText(Repository.PathOf("docs/recipes/cluster/nginx.conf"));
        var servers = string.Concat(nodes.Select(static node => $"server 127.0.0.1:{node.Port}; "));
        Assert.Contains("server chat:8080;", text, StringComparison.Ordinal);
        Assert.Contains("listen 80;", text, StringComparison.Ordinal);
        return text.Replace("server chat:8080;", servers, StringComparison.Ordinal)
            .Replace("listen 80;", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port};"), StringComparison.Ordinal);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
