using System.Runtime.CompilerServices;

namespace ScriptWs.Tests;

/// <summary>
/// Processes that tests start live for a second or two. Code that is instrumented to be optimized later, and memory that is
/// mapped twice to protect code from being written, cost a fifth of that.
/// </summary>
internal static class ShortLives
{
    [ModuleInitializer]
    internal static void Begin()
    {
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        Environment.SetEnvironmentVariable("DOTNET_EnableWriteXorExecute", "0");
    }
}
