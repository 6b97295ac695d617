using System.Reflection;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>What a method looks like to scripts.</summary>
/// <param name="Name">The export's name.</param>
/// <param name="Method">The method.</param>
/// <param name="Kind">What a script gets of a call.</param>
/// <param name="Parameters">What a script passes.</param>
/// <param name="Sources">Where each argument of the method comes from.</param>
/// <param name="Result">What it returns, or each item of a stream.</param>
/// <param name="Adapter">Takes apart what it returns.</param>
internal sealed record BoundSignature(
    string Name,
    MethodInfo Method,
    HostFunctionKind Kind,
    IReadOnlyList<HostParameter> Parameters,
    ArgumentSource[] Sources,
    HostValue Result,
    ResultAdapter Adapter);
