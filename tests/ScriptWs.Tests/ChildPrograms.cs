using System.Runtime.CompilerServices;

namespace ScriptWs.Tests;

/// <summary>
/// How .NET programs run that tests start, the command above all. Most live for a second and do everything once. Memory that can be
/// written or run, but not both, costs a seventh of their processor time, and code that watches how it runs another share.
/// </summary>
internal static class ChildPrograms
{
    [ModuleInitializer]
    internal static void Begin()
    {
        Environment.SetEnvironmentVariable("DOTNET_EnableWriteXorExecute", "0");
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
    }
}
