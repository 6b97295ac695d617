using System.Runtime.InteropServices;

namespace ScriptWs.Cli;

/// <summary>SIGHUP, which asks programs to read their files again. Windows has none: there it says that the console closes.</summary>
internal static class ReloadSignal
{
    /// <returns>Ends the watch; <c>null</c> where there is no such signal.</returns>
    public static IDisposable? Watch(Func<Task> reload) => OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        _ = reload();
    });
}
