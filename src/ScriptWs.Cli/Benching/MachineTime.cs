using System.Globalization;

namespace ScriptWs.Cli.Benching;

/// <summary>What all processors of this machine did since it began, in ticks of its kernel.</summary>
/// <param name="Busy">For any process.</param>
/// <param name="All">Idle ticks as well.</param>
internal readonly record struct MachineTime(long Busy, long All)
{
    private const string File = "/proc/stat";
    private const int Idle = 3, Waiting = 4; // their places in the line: user, nice, system, idle, iowait, …

    /// <summary>Up to now; <c>default</c> where the kernel does not tell.</summary>
    public static MachineTime SoFar()
    {
        if (!OperatingSystem.IsLinux()) return default;

        // cpu  4705 150 1120 16250 520 0 20 0 0 0; the last two are part of the first two.
        using var reader = new StreamReader(File);
        var ticks = (reader.ReadLine() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var all = ticks.Sum();
        return new MachineTime(all - ticks[Idle] - ticks[Waiting], all);
    }

    public static MachineTime operator -(MachineTime later, MachineTime earlier) => new(later.Busy - earlier.Busy, later.All - earlier.All);
}
