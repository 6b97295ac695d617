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

    private static readonly StrongBox<bool> IsExpected = new();
    private static readonly ManualResetEvent AreMade = new(false);

    /// <summary>Another thread is about to call <see cref="Prepare"/>: who needs the tables or the environment waits for it.</summary>
    public static void Expect() => Volatile.Write(ref IsExpected.Value, true);

    /// <summary>
    /// Makes the tables while the system seems to have no zones; the engine sorts them by their names, and never asks for the order.
    /// Zones are found by their names when a script asks for one. To be called once.
    /// </summary>
    public static void Prepare()
    {
        try
        {
            MakeTables();
        }
        finally
        {
            AreMade.Set();
            Volatile.Write(ref IsExpected.Value, false);
        }
    }

    /// <summary>Waits while the tables are being made. The environment is then as it was, also for a process that is started.</summary>
    public static void Wait()
    {
        if (Volatile.Read(ref IsExpected.Value)) AreMade.WaitOne();
    }

    private static void MakeTables()
    {
        if (!OperatingSystem.IsLinux() || !AppContext.TryGetSwitch(OwnProcess, out var isOwn) || !isOwn) return;

        var folder = Environment.GetEnvironmentVariable(ZonesFolder);
        Environment.SetEnvironmentVariable(ZonesFolder, "/nonexistent");
        _ = new Options();
        Environment.SetEnvironmentVariable(ZonesFolder, folder);
        TimeZoneInfo.ClearCachedData();
    }
}
