using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Transport;

namespace ScriptWs.Supervision;

/// <summary>The listeners of a server: started together, and each replaced alone when it has died. Any thread.</summary>
internal sealed class ListenerSet(IReadOnlyList<ListenOptions> listen, Func<ListenOptions, IListener> create, Func<ITransport, ITransportSink> accept)
{
    private readonly Lock _lock = new();
    private readonly Member[] _members = [.. listen.Select(options => new Member(options))];
    private Action<string> _died = static _ => { };
    private bool _stopped;

    /// <summary>The addresses with their real ports; valid once they are started.</summary>
    public IReadOnlyList<IPEndPoint> Addresses => [.. _members.Select(member => member.Address)];

    /// <summary>The same as clients write them.</summary>
    public IReadOnlyList<Uri> Uris => [.. _members.Select(member => new Uri($"{(member.Again.Tls ? "wss" : "ws")}://{member.Address}/"))];

    /// <summary>What to listen on to get the same ports again.</summary>
    public IReadOnlyList<ListenOptions> Again => [.. _members.Select(member => member.Again)];

    public IReadOnlyList<IPEndPoint> AliveAddresses
    {
        get
        {
            lock (_lock) return [.. _members.Where(member => member.IsAlive).Select(member => member.Address)];
        }
    }

    /// <summary>Whether clients of this address wait until there are descriptors for them again.</summary>
    public bool IsResting(IPEndPoint address) => Array.Find(_members, member => member.Address.Equals(address))?.Listener is { IsResting: true };

    public bool AllAlive => CountAlive() == _members.Length;

    public bool NoneAlive => CountAlive() == 0;

    /// <summary>Starts all, or none.</summary>
    /// <param name="died">Told why, when one ends that was not stopped. Any thread.</param>
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    public void Start(Action<string> died)
    {
        _died = died;
        try
        {
            foreach (var member in _members) Begin(member);
        }
        catch (ListenException)
        {
            Stop();
            throw;
        }
    }

    /// <summary>Starts those that have died, on the ports that they had.</summary>
    /// <returns>Why one could not be started; <c>null</c> when all are alive.</returns>
    public string? TryRestart()
    {
        string? problem = null;
        foreach (var member in _members.Where(member => !member.IsAlive))
        {
            try
            {
                Begin(member);
            }
            catch (ListenException e)
            {
                problem = e.Message;
            }
        }

        return problem;
    }

    /// <summary>Stops all, for good.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var member in _members) member.Listener?.Stop();
        }
    }

    /// <summary>Makes all of them fail as if the system had closed their sockets.</summary>
    public void Kill()
    {
        foreach (var address in AliveAddresses) Kill(address, "its socket was closed");
    }

    /// <summary>Ends one that is of no use any more.</summary>
    public void Kill(IPEndPoint address, string cause) => Array.Find(_members, member => member.Address.Equals(address))?.Listener?.Kill(cause);

    /// <summary>Whether clients speak TLS there.</summary>
    public bool SpeaksTls(IPEndPoint address) => Array.Find(_members, member => member.Address.Equals(address)) is { Again.Tls: true };

    private int CountAlive()
    {
        lock (_lock) return _members.Count(member => member.IsAlive);
    }

    private void Begin(Member member)
    {
        var listener = create(member.Again);
        lock (_lock)
        {
            if (_stopped) return;
            listener.Start(accept, cause => OnDied(member, listener, cause));
            (member.Listener, member.IsAlive, member.Address) = (listener, true, (IPEndPoint)listener.LocalEndPoint);
        }
    }

    private void OnDied(Member member, IListener listener, string cause)
    {
        lock (_lock)
        {
            if (_stopped || member.Listener != listener) return;
            member.IsAlive = false;
        }

        _died(cause);
    }

    private sealed class Member(ListenOptions options)
    {
        public IListener? Listener { get; set; }

        public bool IsAlive { get; set; }

        public IPEndPoint Address { get; set; } = new(ListenAddress.Of(options)!, options.Port);

        public ListenOptions Again => options with { Port = Address.Port };
    }
}
