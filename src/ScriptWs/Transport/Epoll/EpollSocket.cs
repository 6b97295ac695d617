using System.Net;
using System.Runtime.InteropServices;

namespace ScriptWs.Transport;

/// <summary>
/// A connected descriptor on an <see cref="EventLoop"/>. Any thread writes, shuts down and resets; one at a time receives,
/// and that one closes. Nothing touches the number after it is closed: it may be another socket's by then.
/// </summary>
internal sealed unsafe class EpollSocket
{
    /// <summary>What <see cref="Receive"/> and <see cref="Send"/> answer in place of a count.</summary>
    public const int WouldBlock = -1, Failed = -2;

    private readonly Lock _lock = new();
    private readonly int _descriptor;
    private ulong? _slot;
    private bool _isOpen = true;
    private bool _isBlocked;

    /// <param name="descriptor">Accepted; it never waits, and is closed with this.</param>
    /// <param name="remote">Where the client is.</param>
    /// <param name="loop">Where it lives.</param>
    public EpollSocket(int descriptor, IPEndPoint remote, EventLoop loop) => (_descriptor, RemoteEndPoint, Loop) = (descriptor, remote, loop);

    public IPEndPoint RemoteEndPoint { get; }

    public EventLoop Loop { get; }

    /// <summary>Whether bytes have arrived that were not read yet.</summary>
    public bool HasUnread
    {
        get
        {
            lock (_lock) return _isOpen && Libc.CountWaiting(_descriptor) > 0;
        }
    }

    /// <summary>Bytes that were sent and that the client's system has not acknowledged.</summary>
    public int Unsent
    {
        get
        {
            lock (_lock) return _isOpen ? Libc.CountUnsent(_descriptor) : 0;
        }
    }

    public EndPoint? LocalEndPoint
    {
        get
        {
            var address = new SocketAddress(RemoteEndPoint.AddressFamily);
            lock (_lock) return _isOpen && Libc.GetLocalAddress(_descriptor, address) == 0 ? RemoteEndPoint.Create(address) : null;
        }
    }

    /// <summary>Begins to tell its owner what it is ready for.</summary>
    /// <returns><c>false</c> where the system refuses.</returns>
    public bool TryStart(IReadiness owner)
    {
        lock (_lock) _slot = Loop.Add(_descriptor, owner);
        return _slot is not null;
    }

    /// <returns>How many bytes; 0 at the end; <see cref="WouldBlock"/> or <see cref="Failed"/>.</returns>
    public int Receive(Span<byte> bytes)
    {
        while (true)
        {
            nint count;
            fixed (byte* first = bytes) count = Libc.Receive(_descriptor, first, (nuint)bytes.Length, 0);
            if (count >= 0) return (int)count;
            if (Marshal.GetLastPInvokeError() != Libc.Interrupted) return Marshal.GetLastPInvokeError() == Libc.WouldBlock ? WouldBlock : Failed;
        }
    }

    /// <returns>How many bytes the kernel took; <see cref="Failed"/> when it takes none any more.</returns>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (!_isOpen) return Failed;

            // Before the call: the loop may be told that there is room before it has come back.
            Volatile.Write(ref _isBlocked, true);
            nint count;
            do
            {
                fixed (byte* first = bytes) count = Libc.Send(_descriptor, first, (nuint)bytes.Length, Libc.NoSignal);
            }
            while (count < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);

            if (count < 0 && Marshal.GetLastPInvokeError() == Libc.WouldBlock) return 0;
            if (count < 0 || count == bytes.Length) Volatile.Write(ref _isBlocked, false);
            return count < 0 ? Failed : (int)count;
        }
    }

    /// <summary>The loop tells that there is room.</summary>
    /// <returns>Whether a caller waits for it.</returns>
    public bool TakeWritable()
    {
        if (!Volatile.Read(ref _isBlocked)) return false;
        lock (_lock)
        {
            if (!_isBlocked) return false;
            _isBlocked = false;
            return _isOpen;
        }
    }

    /// <summary>Ends our direction behind what the kernel has taken.</summary>
    public void EndOutput()
    {
        lock (_lock)
        {
            if (_isOpen) _ = Libc.Shutdown(_descriptor, Libc.ShutdownSend);
        }
    }

    /// <summary>Drops the connection; who receives is told by a failure.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            if (_isOpen) _ = Libc.Reset(_descriptor);
        }
    }

    /// <summary>By who receives, once.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (!_isOpen) return;
            _isOpen = _isBlocked = false;
            if (_slot is { } slot) Loop.Remove(_descriptor, slot);
            _ = Libc.Close(_descriptor);
        }

        Descriptors.Released();
    }
}
