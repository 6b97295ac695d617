using System.Runtime.InteropServices;

namespace ScriptWs.Cli.Supervising;

/// <summary>What .NET has no call for.</summary>
internal static partial class Posix
{
    /// <summary>The signal that asks for a graceful handover, by its number in this system.</summary>
    public static int HandOverSignal => OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 30 : 12;

    /// <summary>
    /// Another descriptor of the same socket, which child processes inherit: POSIX clears close-on-exec in what dup returns.
    /// .NET leaves such a socket listening when it is disposed, for other processes may share it.
    /// </summary>
    /// <returns>-1 when there is no such descriptor, or none left.</returns>
    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    public static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    /// <returns>0 when the signal was sent.</returns>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);
}
