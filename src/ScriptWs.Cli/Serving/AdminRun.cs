using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Logging;
using ScriptWs.Configuration;
using ScriptWs.Http.Admin;

namespace ScriptWs.Cli;

/// <summary>The admin page of <c>scriptws run</c>, if the configuration wants one.</summary>
internal sealed class AdminRun : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private readonly ScriptWsServer _server;
    private readonly RunLog _log;
    private readonly Streams _streams;
    private ScriptWsAdmin? _page;
    private Task _starting = Task.CompletedTask;

    private AdminRun(ScriptWsServer server, RunLog log, Streams streams) => (_server, _log, _streams) = (server, log, streams);

    /// <param name="server">The server, already started.</param>
    /// <param name="log">Its log.</param>
    /// <param name="streams">Where its address is printed.</param>
    /// <param name="waits">Whether an address that is taken is waited for: the process before may still have it.</param>
    /// <exception cref="ScriptWsException">Its address cannot be listened on.</exception>
    public static async Task<AdminRun> StartAsync(ScriptWsServer server, RunLog log, Streams streams, bool waits)
    {
        var run = new AdminRun(server, log, streams);
        if (!server.Options.Admin.Enabled) return run;
        if (waits) run._starting = run.StartWhenFreeAsync();
        else await run.StartAsync();
        return run;
    }

    /// <summary>Finds out that the page's port is taken before clients come to a server that would have to end again.</summary>
    /// <exception cref="CommandException">It is.</exception>
    public static void CheckPort(AdminOptions admin)
    {
        if (!admin.Enabled || admin.Port == 0) return;

        var address = admin.Address == "*" ? IPAddress.Any : IPAddress.TryParse(admin.Address, out var named) ? named : IPAddress.Loopback;
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, admin.Port));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new CommandException($"the admin page: port {admin.Port} is taken by another program; choose another with --admin:port, or port 0 for any free one.");
        }
        catch (SocketException)
        {
            // The page itself says what is wrong with its address.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _starting;
        if (_page is not null) await _page.DisposeAsync();
        _end.Dispose();
    }

    private async Task StartAsync()
    {
        _page = await ScriptWsAdmin.StartAsync(_server, _log.Kept, _log.Factory, cancellationToken: _end.Token);
        _streams.Out.WriteLine($"admin page at {_page.Address}");
        await _streams.Out.FlushAsync(CancellationToken.None);
    }

    private async Task StartWhenFreeAsync()
    {
        for (var isFirst = true; !_end.IsCancellationRequested; isFirst = false)
        {
            try
            {
                await StartAsync();
                return;
            }
            catch (ScriptWsException e)
            {
                if (isFirst) Log.AdminWaits(_log.Factory.CreateLogger<AdminRun>(), e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, _end.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }
}
