using System.Runtime.InteropServices;

namespace ScriptWs.Scripting;

/// <summary>Processor time of the calling thread. Time that other threads take, or other processes, does not count.</summary>
internal static partial class ThreadTime
{
    // CLOCK_THREAD_CPUTIME_ID of <time.h>.
    private const int LinuxClock = 3;
    private const int MacClock = 16;
    private const nint CurrentWindowsThread = -2;

    /// <summary>What the thread has used so far; only differences mean something.</summary>
    public static TimeSpan Used
    {
        get
        {
            if (OperatingSystem.IsWindows() && GetThreadTimes(CurrentWindowsThread, out _, out _, out var kernel, out var user))
                return TimeSpan.FromTicks(kernel + user);
            if (OperatingSystem.IsLinux() && ClockGetTime(LinuxClock, out var linux) == 0) return linux.ToTimeSpan();
            if (OperatingSystem.IsMacOS() && ClockGetTime(MacClock, out var mac) == 0) return mac.ToTimeSpan();

            // Elsewhere all time counts, which is stricter.
            return TimeSpan.FromMilliseconds(Environment.TickCount64);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("kernel32", EntryPoint = "GetThreadTimes")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetThreadTimes(nint thread, out long created, out long exited, out long kernel, out long user);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        private readonly nint _seconds;
        private readonly nint _nanoseconds;

        public TimeSpan ToTimeSpan() =>
            TimeSpan.FromTicks((_seconds * TimeSpan.TicksPerSecond) + (_nanoseconds / TimeSpan.NanosecondsPerTick));
    }
}
