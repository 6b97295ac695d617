using System.Runtime.CompilerServices;
using ScriptWs.ReqnrollPlugin;

[assembly: StepFile("scripts/features/steps.js")]

namespace ScriptWs.Features;

/// <summary>What has to be done before Reqnroll begins.</summary>
internal static class Setup
{
    [ModuleInitializer]
    internal static void Initialize() => TrustedPlugins.Only();
}
