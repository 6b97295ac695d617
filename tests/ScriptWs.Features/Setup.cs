using System.Runtime.CompilerServices;
using ScriptWs.ReqnrollPlugin;

[assembly: StepFile("scripts/features/steps.js")]

namespace ScriptWs.Features;

internal static class Setup
{
    [ModuleInitializer]
    internal static void Initialize() => TrustedPlugins.Only();
}
