using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>Makes a host of one version for one slot.</summary>
/// <param name="module">The version.</param>
/// <param name="slot">Where it runs.</param>
/// <param name="failed">Called when a turn fails.</param>
internal delegate ScriptHost HostFactory(ScriptModule module, ScriptSlot slot, Action failed);
