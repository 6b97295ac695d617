using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ScriptWs.Cli.Processes;

namespace ScriptWs.Tests;

/// <summary>How programs run that tests start, the command above all, whatever the tests themselves were started by.</summary>
internal static partial class ChildPrograms
{
    private const int Hangup = 1, Interrupt = 2, Quit = 3;

    [ModuleInitializer]
    internal static void Begin()
    {
        // Most live for a second and do everything once. Memory that can be written or run, but not both, costs a seventh of their
        // processor time, and code that watches how it runs another share.
        Environment.SetEnvironmentVariable("DOTNET_EnableWriteXorExecute", "0");
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");

        if (OperatingSystem.IsWindows()) return;
        // A program inherits which signals are ignored: under nohup that is SIGHUP, and in the background of a shell's script SIGINT and
        // SIGQUIT. Tests that send one would wait for an answer without end.
        foreach (var signal in new[] { Hangup, Interrupt, Quit, Posix.HandOverSignal, Posix.UnusedSignal }) _ = Signal(signal, 0);
    }

    /// <summary>signal(3), with SIG_DFL.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint action);
}
