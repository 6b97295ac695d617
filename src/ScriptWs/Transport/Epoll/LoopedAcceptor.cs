using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ScriptWs.Transport;

/// <summary>
/// Accepts on an <see cref="EventLoop"/>. It takes its descriptor off the loop before that is closed: of a socket that other processes
/// share, or of which there is a duplicate here, the kernel would go on telling, and .NET's own way to wait for it cannot be begun twice.
/// </summary>
internal sealed class LoopedAcceptor : IAcceptor, IReadiness
{
    /// <summary>Clients in a row before the loop sees to its other sockets.</summary>
    private const int MaxAcceptsInARow = 64;

    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private readonly EventLoop _loop;
    private readonly INewcomers _newcomers;
    private readonly IPEndPoint _family;
    private readonly SocketAddress _address;
    private readonly int _descriptor;
    private ulong? _slot;
    private bool _isOpen = true;

    public LoopedAcceptor(Socket socket, EventLoop loop, INewcomers newcomers)
    {
        (_socket, _loop, _newcomers) = (socket, loop, newcomers);
        _family = (IPEndPoint)socket.LocalEndPoint!;
        _address = new SocketAddress(_family.AddressFamily);
        socket.Blocking = false;
        socket.NoDelay = true; // clients' sockets inherit it (tcp(7)): what is sent leaves at once, however little it is
        _descriptor = (int)socket.SafeHandle.DangerousGetHandle(); // closed by Stop only
    }

    public void Accept()
    {
        lock (_lock)
        {
            if (!_isOpen) return;
            if (_slot is not null) _loop.Post(this);
            else _slot = _loop.Add(_descriptor, this);
            if (_slot is not null) return;
        }

        _newcomers.Die("the system does not watch its socket");
    }

    public void Stop()
    {
        lock (_lock)
        {
            if (!_isOpen) return;
            _isOpen = false;
            if (_slot is { } slot) _loop.Remove(_descriptor, slot);
            _socket.Dispose();
        }
    }

    public void OnReady(uint events, Span<byte> scratch)
    {
        if (!_newcomers.MayAccept()) return;

        var forClients = Descriptors.ForClients;
        for (var left = MaxAcceptsInARow; left > 0; left--)
        {
            // Before each: a low number that was free just now may have been the only one.
            if (Descriptors.Next >= forClients)
            {
                _newcomers.RestForRoom();
                return;
            }

            if (!TryAccept(out var descriptor, out var remote)) return;
            if (descriptor < 0)
            {
                if (!MayGoOn(Marshal.GetLastPInvokeError())) return;
                continue;
            }

            _newcomers.Begin(descriptor, remote!);
        }

        _loop.Post(this);
    }

    /// <summary>One client's failure is not the listener's: it goes on with the next.</summary>
    public void OnBroken(Exception exception)
    {
        _newcomers.ReportBroken(exception);
        _loop.Post(this);
    }

    /// <returns><c>false</c> after the last connection.</returns>
    private bool TryAccept(out int descriptor, out IPEndPoint? remote)
    {
        (descriptor, remote) = (-1, null);
        // Under the lock: after it the number may be another socket's.
        lock (_lock)
        {
            if (!_isOpen) return false;
            descriptor = Libc.Accept(_descriptor, _address);
            if (descriptor >= 0) remote = (IPEndPoint)_family.Create(_address);
            return true;
        }
    }

    private bool MayGoOn(int error)
    {
        switch (error)
        {
            case Libc.WouldBlock:
                return false;
            case Libc.BadDescriptor or Libc.Invalid or Libc.NotASocket:
                _newcomers.SocketClosed();
                return false;
            case Libc.TooManyFiles or Libc.TooManyFilesOfSystem or Libc.NoBuffers or Libc.OutOfMemory:
                _newcomers.Rest();
                return false;
            default:
                return _newcomers.MayFailAgain($"error {error}");
        }
    }
}
