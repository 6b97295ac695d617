using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Tests.Browser;

/// <summary>An nginx or HAProxy of one test in front of several nodes, set up as docs/recipes/cluster says.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private ProxyServer(string program, int port, Uri[] nodes)
    {
        Port = port;
        var (file, text, arguments) = program == "nginx"
            ? ("nginx.conf", Nginx(port, nodes), (string[])["-p", _folder.Path, "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off;"])
            : ("haproxy.cfg", HAProxy(port, nodes), ["-db", "-f", Path.Combine(_folder.Path, "haproxy.cfg")]);
        _folder.Write(file, text);
        _process = Process.Start(new ProcessStartInfo(Tool.Find(program)!, arguments) { RedirectStandardError = true })!;
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>Starts one, or skips the test where there is none.</summary>
    /// <param name="program"><c>nginx</c> or <c>haproxy</c>.</param>
    /// <param name="nodes">The nodes behind it.</param>
    public static async Task<ProxyServer> StartAsync(string program, params Uri[] nodes)
    {
        Assert.SkipUnless(Tool.Find(program) is not null, $"{program} is not installed.");
        var server = new ProxyServer(program, Tool.ReservePort(), nodes);
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (!await server.AnswersAsync())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end && !server._process.HasExited, $"{program} did not start.");
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

    private static string Nginx(int port, Uri[] nodes)
    {
        var servers = string.Concat(nodes.Select(static node => Invariant($"server 127.0.0.1:{node.Port}; ")));
        return $$"""
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
                {{Recipe("nginx.conf", ("server chat:8080;", servers), ("listen 80;", Invariant($"listen 127.0.0.1:{port};")))}}
            }
            """;
    }

    private static string HAProxy(int port, Uri[] nodes)
    {
        var servers = string.Concat(nodes.Select(
            static (node, i) => Invariant($"    server node{i} 127.0.0.1:{node.Port} check inter 200ms\n")));
        return Recipe(
            "haproxy.cfg",
            ("    server-template node 10 chat:8080 check resolvers docker init-addr none\n", servers),
            ("bind :80", Invariant($"bind 127.0.0.1:{port}")));
    }

    /// <summary>A file of the recipe, with the addresses of this machine.</summary>
    private static string Recipe(string file, params (string Recipe, string Here)[] changes)
    {
        var text = File.ReadAllText(Repository.PathOf($"docs/recipes/cluster/{file}"));
        foreach (var (recipe, here) in changes)
        {
            Assert.Contains(recipe, text, StringComparison.Ordinal);
            text = text.Replace(recipe, here, StringComparison.Ordinal);
        }

        return text;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

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
