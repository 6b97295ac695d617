using System.Globalization;

namespace ScriptWs.Cli.Handover;

/// <summary>What systemd tells a process of its service (sd_listen_fds(3), sd_notify(3), sd_watchdog_enabled(3)).</summary>
internal static class Systemd
{
    /// <summary>Descriptors begin here: SD_LISTEN_FDS_START.</summary>
    private const int FirstDescriptor = 3;

    /// <summary>Some 24 days: more than a timer takes, and as good as never.</summary>
    private const long MaxMicroseconds = 2_000_000_000_000;

    /// <summary>Meant for one process, not for those that it starts.</summary>
    public static IReadOnlyList<string> Variables { get; } = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"];

    /// <summary>The listening sockets that systemd has opened for this process, with the names that its unit gives them.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="process">The number of this process: a variable that was inherited by chance is meant for another.</param>
    public static IReadOnlyList<(int Descriptor, string Name)> Sockets(Func<string, string?> variable, int process)
    {
        if (variable("LISTEN_PID") != process.ToString(CultureInfo.InvariantCulture)) return [];
        if (!int.TryParse(variable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return [];

        var names = variable("LISTEN_FDNAMES")?.Split(':') ?? [];
        return [.. Enumerable.Range(0, count).Select(i => (FirstDescriptor + i, i < names.Length && names[i].Length > 0 ? names[i] : $"{FirstDescriptor + i}"))];
    }

    /// <summary>Within which time systemd wants signs of life of this process.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="process">The number of this process.</param>
    /// <returns><c>null</c> when it wants none.</returns>
    public static TimeSpan? WatchdogTime(Func<string, string?> variable, int process)
    {
        if (variable("WATCHDOG_PID") is { } meant && meant != process.ToString(CultureInfo.InvariantCulture)) return null;
        return long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds is > 0 and < MaxMicroseconds
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }
}
