using System.Net;
using System.Net.Sockets;
using ScriptWs.Cli.Processes;
using ScriptWs.Configuration;

namespace ScriptWs.Cli.Handover;

/// <summary>Listening sockets that this process was given or has opened, and to which address of the configuration each belongs.</summary>
internal sealed class SocketSet : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Member> _members = [];
    private int _turn;

    private sealed record Member(Socket Socket, IPEndPoint Address, string Name);

    /// <summary>The descriptors, in no order that matters.</summary>
    public IReadOnlyList<int> Descriptors
    {
        get
        {
            lock (_lock) return [.. _members.Select(member => (int)member.Socket.Handle)];
        }
    }

    /// <summary>Takes over a descriptor that this process has inherited; it is closed with this set, or at once when it cannot be served.</summary>
    /// <param name="descriptor">The one to own: no other code closes it.</param>
    /// <param name="name">What a message calls it.</param>
    /// <exception cref="CommandException">It is no socket that can be served.</exception>
    public void Adopt(SafeSocketHandle descriptor, string name)
    {
        var number = descriptor.DangerousGetHandle();
        Socket? socket = null;
        try
        {
            socket = new Socket(descriptor);
        }
        catch (SocketException)
        {
        }

        if (socket is { SocketType: SocketType.Stream, LocalEndPoint: IPEndPoint address })
        {
            lock (_lock) _members.Add(new Member(socket, address, name));
            return;
        }

        // Not left to the finalizer, which would close the number again after it was given to another file.
        socket?.Dispose();
        descriptor.Dispose();
        throw new CommandException($"the socket \"{name}\" (descriptor {number}) that was handed over is not a TCP socket that is bound; only such can be served.");
    }

    /// <summary>Opens those addresses that no socket is there for.</summary>
    /// <exception cref="ScriptWsException">One cannot be opened; then none was.</exception>
    public void Open(IReadOnlyList<ListenOptions> listen)
    {
        var opened = new List<Member>();
        try
        {
            var matches = Match(listen);
            foreach (var (options, found) in listen.Zip(matches))
            {
                if (found is not null) continue;
                var socket = ScriptWsServer.OpenSocket(options);
                opened.Add(new Member(socket, (IPEndPoint)socket.LocalEndPoint!, ""));
            }
        }
        catch (ScriptWsException)
        {
            foreach (var member in opened) member.Socket.Dispose();
            throw;
        }

        lock (_lock) _members.AddRange(opened);
    }

    /// <summary>Closes those that the configuration does not name.</summary>
    public void KeepOnly(IReadOnlyList<ListenOptions> listen)
    {
        var used = Match(listen);
        lock (_lock)
        {
            foreach (var member in _members.Except(used).ToList())
            {
                member!.Socket.Dispose();
                _members.Remove(member);
            }
        }
    }

    /// <summary>Those that the configuration does not name: no client would be accepted there.</summary>
    public IReadOnlyList<string> UnusedBy(IReadOnlyList<ListenOptions> listen)
    {
        var used = Match(listen);
        lock (_lock) return [.. _members.Except(used).Select(member => $"\"{member!.Name}\" ({member.Address})")];
    }

    /// <summary>Another socket over the same descriptor, for a listener that may let it go.</summary>
    /// <param name="listen">One address of the configuration.</param>
    /// <param name="all">All of them: those with a port leave the other sockets to those without.</param>
    /// <returns><c>null</c> when there is none for it.</returns>
    public Socket? For(ListenOptions listen, IReadOnlyList<ListenOptions> all)
    {
        lock (_lock)
        {
            var (found, isFree) = (_members.FirstOrDefault(member => Fits(member, listen)), Free(all));
            // Each address without a port requests one in its turn, at every start.
            if (found is null && listen.Port == 0 && isFree.Where(member => FitsAddress(member, listen)).ToList() is { Count: > 0 } free) found = free[_turn++ % free.Count];
            if (found is null) return null;
            var descriptor = Posix.Duplicate((int)found.Socket.Handle);
            return descriptor < 0 ? null : new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var member in _members) member.Socket.Dispose();
            _members.Clear();
        }
    }

    /// <returns>The socket of each address, <c>null</c> where there is none.</returns>
    private List<Member?> Match(IReadOnlyList<ListenOptions> listen)
    {
        lock (_lock)
        {
            var free = Free(listen).ToList();
            return [.. listen.Select(options => options.Port == 0 ? TakeFrom(free, options) : _members.FirstOrDefault(member => Fits(member, options)))];
        }
    }

    private static Member? TakeFrom(List<Member> free, ListenOptions options)
    {
        var found = free.FirstOrDefault(member => FitsAddress(member, options));
        if (found is not null) free.Remove(found);
        return found;
    }

    private IEnumerable<Member> Free(IReadOnlyList<ListenOptions> listen) =>
        _members.Where(member => !listen.Any(options => options.Port != 0 && Fits(member, options)));

    private static bool Fits(Member member, ListenOptions listen) => member.Address.Port == listen.Port && FitsAddress(member, listen);

    /// <summary>A socket for all addresses of both families, which systemd opens for a bare port, is one for all of IPv4 too.</summary>
    private static bool FitsAddress(Member member, ListenOptions listen)
    {
        var wanted = listen.Address switch { "*" => IPAddress.Any, "localhost" => IPAddress.Loopback, var text => IPAddress.Parse(text) };
        return member.Address.Address.Equals(wanted)
            || (wanted.Equals(IPAddress.Any) && member.Address.Address.Equals(IPAddress.IPv6Any) && member.Socket.DualMode);
    }
}
