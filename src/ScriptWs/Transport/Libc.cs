using System.Runtime.InteropServices;

namespace ScriptWs.Transport;

/// <summary>The system calls of Linux that <see cref="EventLoop"/> and <see cref="EpollSocket"/> are made of; each returns -1 where it fails.</summary>
internal static unsafe partial class Libc
{
    public const int Interrupted = 4, WouldBlock = 11;

    public const uint Readable = 0x1, Writable = 0x4, Failed = 0x8, HungUp = 0x10, InputEnded = 0x2000, EdgeTriggered = 1u << 31;

    /// <summary>Nothing comes any more, or the connection is broken.</summary>
    public const uint Ending = InputEnded | HungUp | Failed;

    public const int Add = 1, Delete = 2;

    /// <summary>No SIGPIPE when the client is gone, which would end the process.</summary>
    public const int NoSignal = 0x4000;

    public const int ShutdownSend = 1;

    private const int CloseOnExec = 0x80000, NonBlocking = 0x800;

    /// <summary>The number of the request that asks how many bytes wait to be read.</summary>
    private const nuint BytesWaiting = 0x541B;

    /// <summary>An address of no family: a socket that is connected to it is reset.</summary>
    private const int AddressSize = 16;

    public static int CreateEpoll() => EpollCreate(CloseOnExec);

    public static int CreateEvent() => EventFd(0, CloseOnExec | NonBlocking);

    /// <summary>How many bytes wait to be read; 0 where that cannot be told.</summary>
    public static int CountWaiting(int socket)
    {
        int count;
        return Ioctl(socket, BytesWaiting, &count) == 0 ? count : 0;
    }

    /// <summary>Drops what was not sent and tells the client by a reset, at once; the descriptor stays until it is closed.</summary>
    public static int Reset(int socket)
    {
        var nobody = stackalloc byte[AddressSize];
        new Span<byte>(nobody, AddressSize).Clear();
        return Connect(socket, nobody, AddressSize);
    }

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

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int descriptor, nuint request, int* value);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int socket, byte* address, int length);
}
