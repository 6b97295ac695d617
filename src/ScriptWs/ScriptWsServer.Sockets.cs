using System.Net;
using System.Net.Sockets;
using ScriptWs.Configuration;
using ScriptWs.Protocol;
using ScriptWs.Transport;

namespace ScriptWs;

/// <summary>Addresses that are shared with other processes: sockets that come from one, and a server that leaves them to one.</summary>
public sealed partial class ScriptWsServer
{
    /// <summary>
    /// Gives the listening socket of an address in place of one that the server opens; <c>null</c> to let it open one. Called
    /// at each start, and again when the watchdog listens anew; the server disposes what it gets. Set it before the start. A socket
    /// whose descriptor is not close-on-exec goes on listening in other processes when the server lets it go.
    /// </summary>
    public Func<ListenOptions, Socket?>? SocketFor { get; set; }

    /// <summary>Where the next connection lives; tests have it live elsewhere.</summary>
    internal Func<EventLoop?> NextLoop { get; set; } = EventLoops.Next;

    /// <summary>Opens the listening socket of an address as a server does.</summary>
    /// <param name="listen">The address.</param>
    /// <exception cref="ScriptWsException">It cannot be listened on; the message says why and what to do.</exception>
    public static Socket OpenSocket(ListenOptions listen)
    {
        ArgumentNullException.ThrowIfNull(listen);
        try
        {
            var address = OptionsRules.AddressOf(listen) ?? throw new ArgumentException($"{listen.Address} is not an address.", nameof(listen));
            return ListeningSocket.Open(new IPEndPoint(address, listen.Port), listen.Backlog);
        }
        catch (ListenException e)
        {
            throw new ScriptWsException(e.Message, e);
        }
    }

    /// <summary>
    /// Accepts nobody any more, for good; connections stay, and the watchdog listens no more either. Whoever connects to a socket that
    /// another process holds too (<see cref="SocketFor"/>) waits until one accepts; elsewhere nobody can connect. Does nothing while the
    /// server is stopped.
    /// </summary>
    public void StopAccepting() => _running?.StopAccepting();

    /// <summary>
    /// Stops for another process that accepts at the same sockets already: accepts nobody any more, runs
    /// <c>onShutdown("restart")</c> and closes every connection with 1012, within <c>shutdown.grace</c>.
    /// </summary>
    /// <param name="cancellationToken">Drops what is left at once.</param>
    public async Task HandOverAsync(CancellationToken cancellationToken = default)
    {
        await _lifetime.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await EndAsync("restart", CloseStatuses.Restarting, cancellationToken, leavesListening: true).ConfigureAwait(false);
        }
        finally
        {
            _lifetime.Release();
        }

        _completion.TrySetResult();
    }
}
