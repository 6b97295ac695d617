using System.Net;
using System.Runtime.InteropServices;

namespace ScriptWs.Transport;

/// <summary>The system calls of Linux that <see cref="EventLoop"/> and <see cref="EpollSocket"/> are made of; each returns -1 where it fails.</summary>
internal static unsafe partial class Libc
{
    public const int Interrupted = 4, BadDescriptor = 9, WouldBlock = 11, OutOfMemory = 12, Invalid = 22, TooManyFilesOfSystem = 23, TooManyFiles = 24, NotASocket = 88, NoBuffers = 105;

    public const uint Readable = 0x1, Writable = 0x4, Failed = 0x8, HungUp = 0x10, InputEnded = 0x2000, EdgeTriggered = 1u << 31;

    /// <summary>Nothing comes any more, or the connection is broken.</summary>
    public const uint Ending = InputEnded | HungUp | Failed;

    public const int Add = 1, Delete = 2;

    /// <summary>No SIGPIPE when the client is gone, which would end the process.</summary>
    public const int NoSignal = 0x4000;

    public const int ShutdownSend = 1;

    private const int CloseOnExec = 0x80000, NonBlocking = 0x800;

    /// <summary>The number of <c>F_DUPFD_CLOEXEC</c>.</summary>
    private const int DuplicateCloseOnExec = 1030;

    private const int LevelSocket = 1, KeepAlive = 9;

    private const int ProtocolTcp = 6, TcpKeepIdle = 4, TcpKeepInterval = 5, TcpKeepCount = 6;

    /// <summary>The number of the request that asks how many bytes wait to be read.</summary>
    private const nuint BytesWaiting = 0x541B;

    /// <summary>The number of the request that asks how many bytes the other side has not acknowledged.</summary>
    private const nuint BytesUnsent = 0x5411;

    /// <summary>The number of <c>RLIMIT_NOFILE</c>.</summary>
    private const int OpenFiles = 7;

    /// <summary>An address of no family: a socket that is connected to it is reset.</summary>
    private const int AddressSize = 16;

    public static int CreateEpoll() => EpollCreate(CloseOnExec);

    public static int CreateEvent() => EventFd(0, CloseOnExec | NonBlocking);

    /// <summary>Another descriptor for the same thing; it does not reach child processes.</summary>
    public static int Duplicate(int descriptor) => Fcntl(descriptor, DuplicateCloseOnExec, 0);

    /// <summary>How many descriptors this process may open; -1 where that cannot be told.</summary>
    public static int DescriptorLimit()
    {
        var limits = stackalloc ulong[2]; // the one that holds, and the one up to which it may be raised
        return GetResourceLimit(OpenFiles, limits) == 0 ? (int)Math.Min(limits[0], int.MaxValue) : -1;
    }

    /// <summary>How many bytes wait to be read; 0 where that cannot be told.</summary>
    public static int CountWaiting(int socket)
    {
        int count;
        return Ioctl(socket, BytesWaiting, &count) == 0 ? count : 0;
    }

    /// <summary>How many bytes the other side has not acknowledged; 0 where that cannot be told.</summary>
    public static int CountUnsent(int socket)
    {
        int count;
        return Ioctl(socket, BytesUnsent, &count) == 0 ? count : 0;
    }

    /// <summary>Drops what was not sent and tells the client by a reset, at once; the descriptor stays until it is closed.</summary>
    public static int Reset(int socket)
    {
        var nobody = stackalloc byte[AddressSize];
        new Span<byte>(nobody, AddressSize).Clear();
        return Connect(socket, nobody, AddressSize);
    }

    /// <summary>Accepts a client; its socket never waits and does not reach child processes.</summary>
    /// <param name="listener">The descriptor that is listened at.</param>
    /// <param name="address">Where the client is.</param>
    public static int Accept(int listener, SocketAddress address)
    {
        fixed (byte* bytes = address.Buffer.Span)
        {
            var length = address.Buffer.Length;
            return Accept4(listener, bytes, &length, CloseOnExec | NonBlocking);
        }
    }

    /// <summary>Where a socket is bound.</summary>
    public static int GetLocalAddress(int socket, SocketAddress address)
    {
        fixed (byte* bytes = address.Buffer.Span)
        {
            var length = address.Buffer.Length;
            return GetSocketName(socket, bytes, &length);
        }
    }

    /// <summary>Makes the system probe the client after this many seconds of silence.</summary>
    /// <returns>-1 where one of the options cannot be set.</returns>
    public static int SetKeepAlive(int socket, int silence, int interval, int probes) =>
        SetOption(socket, TcpKeepIdle, silence) | SetOption(socket, TcpKeepInterval, interval) | SetOption(socket, TcpKeepCount, probes) | SetOption(socket, LevelSocket, KeepAlive, 1);

    private static int SetOption(int socket, int option, int value) => SetOption(socket, ProtocolTcp, option, value);

    private static int SetOption(int socket, int level, int option, int value) => SetSocketOption(socket, level, option, &value, sizeof(int));

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* bytes, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* bytes, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    public static partial int Shutdown(int socket, int how);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* bytes, nuint length);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(int descriptor, int request, int value);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int descriptor, nuint request, int* value);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    private static partial int Accept4(int socket, byte* address, int* length, int flags);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int GetSocketName(int socket, byte* address, int* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSocketOption(int socket, int level, int option, int* value, int length);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetResourceLimit(int resource, ulong* limits);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int socket, byte* address, int length);
}
