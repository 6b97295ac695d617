using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Tests.Cluster;

/// <summary>
/// An address that stays while what is behind it changes. It can become a black hole: connections stay open, and nothing passes.
/// </summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _sockets = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = new();

    public Forwarder(int target)
    {
        Target = target;
        _open.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port that new connections go on to.</summary>
    public int Target { get; set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"redis://127.0.0.1:{Port}";

    /// <summary>From now on nothing passes, in either direction.</summary>
    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What waits passes, and what follows.</summary>
    public void Release() => _open.TrySetResult();

    /// <summary>Ends all connections. What waited in them is lost.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            foreach (var socket in _sockets) socket.Dispose();
            _sockets.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Drop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> passing = [];
        try
        {
            while (true) passing.Add(ForwardAsync(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (Exception e) when (IsTheEnd(e))
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        lock (_lock) _sockets.UnionWith([client, server]);
        try
        {
            await _open.Task.WaitAsync(_end.Token);
            await server.ConnectAsync(IPAddress.Loopback, Target, _end.Token);
            await Task.WhenAny(PassAsync(client, server), PassAsync(server, client));
        }
        catch (Exception e) when (IsTheEnd(e))
        {
            // Nothing listens there, or the test ends.
        }

        lock (_lock) _sockets.ExceptWith([client, server]);
        client.Dispose();
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 << 10];
        try
        {
            for (int length; (length = await from.ReceiveAsync(buffer, _end.Token)) > 0;)
            {
                await _open.Task.WaitAsync(_end.Token);
                for (var sent = 0; sent < length;) sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), _end.Token);
            }
        }
        catch (Exception e) when (IsTheEnd(e))
        {
            // One of the two has ended: so does the other.
        }
    }

    private static bool IsTheEnd(Exception e) => e is SocketException or ObjectDisposedException or OperationCanceledException;
}
