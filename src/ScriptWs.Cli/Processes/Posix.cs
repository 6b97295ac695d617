using System.Runtime.InteropServices;

namespace ScriptWs.Cli.Processes;

/// <summary>What .NET has no call for.</summary>
internal static partial class Posix
{
    public const int Interrupted = 4;
    public const int BrokenPipe = 32;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;
    private const short Writable = 4;

    public static int WouldBlock => OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 35 : 11;

    /// <summary>The signal that asks for a graceful handover, by its number in this system.</summary>
    public static int HandOverSignal => OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 31 : 12;

    /// <summary>SIGUSR1, by its number in this system.</summary>
    public static int UnusedSignal => OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 30 : 10;

    /// <summary>
    /// Another descriptor of the same socket, which child processes inherit: POSIX clears close-on-exec in what dup returns.
    /// .NET leaves such a socket listening when it is disposed, for other processes may share it.
    /// </summary>
    /// <returns>-1 when there is no such descriptor, or none left.</returns>
    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    public static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    /// <returns>How many bytes were written; -1 when none were.</returns>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    /// <summary>Whether a descriptor was there when this program began: what the program itself opens is closed on exec.</summary>
    public static bool IsInherited(int descriptor) => Control(descriptor, GetDescriptorFlags) is var flags and >= 0 && (flags & CloseOnExec) == 0;

    /// <summary>Returns as well when a write would fail.</summary>
    public static void WaitUntilWritable(int descriptor)
    {
        var polled = new Polled { Descriptor = descriptor, Wanted = Writable };
        _ = Poll(ref polled, 1, -1);
    }

    /// <returns>0 when the signal was sent.</returns>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Polled polled, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct Polled
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
