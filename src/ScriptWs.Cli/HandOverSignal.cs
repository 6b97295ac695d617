using System.Runtime.InteropServices;
using ScriptWs.Cli.Supervising;

namespace ScriptWs.Cli;

/// <summary>SIGUSR2, which asks the supervising process for a handover. Unwatched it would end a process.</summary>
internal static class HandOverSignal
{
    /// <returns>Ends the watch; <c>null</c> where there is no such signal.</returns>
    public static IDisposable? Watch(Action handOver) => OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create((PosixSignal)Posix.HandOverSignal, context =>
    {
        context.Cancel = true;
        handOver();
    });
}
