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
            upstream scriptws {
                {{string.Concat(nodes.Select(node => $"server 127.0.0.1:{node.Port}; "))}}
            }
            server {
                listen 127.0.0.1:{{port}};
                location / {
                    proxy_pass http://scriptws;
                    proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection "upgrade";
                    proxy_set_header Host $http_host;
                    proxy_read_timeout 75s;
                }
            }
        }
        """);

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
