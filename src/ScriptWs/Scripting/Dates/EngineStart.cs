using System.Runtime.CompilerServices;
using Jint;

namespace ScriptWs.Scripting;

/// <summary>
/// Lets the engine's tables of time zones be made without the names of all zones in a language, which take ICU a quarter of a
/// second.
/// </summary>
internal static class EngineStart
{
    /// <summary>Set by a program that has its process to itself: only there may the environment be changed, for a moment.</summary>
    public const string OwnProcess = "ScriptWs.OwnProcess";

    private const string ZonesFolder = "TZDIR";

    private static readonly StrongBox<int> IsDone = new();

    /// <summary>
    /// Makes the tables while the system seems to have no zones; the engine sorts them by their names, and never asks for the order.
    /// Zones are found by their names when a script asks for one. To be called before there are other threads.
    /// </summary>
    public static void Prepare()
    {
        if (!OperatingSystem.IsLinux() || !AppContext.TryGetSwitch(OwnProcess, out var isOwn) || !isOwn || Interlocked.Exchange(ref IsDone.Value, 1) != 0)
            return;

        var folder = Environment.GetEnvironmentVariable(ZonesFolder);
        Environment.SetEnvironmentVariable(ZonesFolder, "/nonexistent");
        _ = new Options();
        Environment.SetEnvironmentVariable(ZonesFolder, folder);
        TimeZoneInfo.ClearCachedData();
    }
}
