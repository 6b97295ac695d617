using System.Globalization;
using System.Runtime.InteropServices;

namespace ScriptWs.Cli;

/// <summary>
/// Decides before anything else whether this process has the languages of the world: by the system's ICU where there is one.
/// Without it .NET would end the process; here it goes on and says what scripts lose.
/// </summary>
internal static partial class Globalization
{
    private const string Switch = "System.Globalization.Invariant";
    private const string Variable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    /// <summary>What scripts lose in a process without ICU; <c>null</c> where there is one, or where invariant mode was asked for.</summary>
    public static string? Warning { get; private set; }

    /// <summary>To be called before anything asks for a culture: the runtime looks once.</summary>
    public static void Prepare()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Variable) is null && !AppContext.TryGetSwitch(Switch, out _) && !CanLoadIcu())
        {
            AppContext.SetSwitch(Switch, true);
            Warning = "This system has no ICU library: in scripts normalize(), localeCompare(), toLocaleString() and Intl know no languages. "
                + "Install it (Debian and Ubuntu: libicu, Alpine: icu-libs icu-data-full, Fedora: libicu), or set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 to do without.";
        }

        // What this command writes and reads is the same on every machine.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
    }

    /// <summary>Asks the runtime's own loader, so that the answer is the one that the runtime will come to.</summary>
    private static bool CanLoadIcu()
    {
        try
        {
            return LoadIcu() != 0;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return true; // another runtime, which has its own way
        }
    }

    [LibraryImport("libSystem.Globalization.Native", EntryPoint = "GlobalizationNative_LoadICU")]
    private static partial int LoadIcu();
}
