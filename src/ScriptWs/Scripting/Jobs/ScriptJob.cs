using Jint.Native.Function;

namespace ScriptWs.Scripting;

/// <summary>One entry of a script's <c>jobs</c>.</summary>
/// <param name="Name">Identifies it across versions of the script.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Run">What it runs.</param>
internal sealed record ScriptJob(string Name, JobSchedule Schedule, Function Run);
