using ScriptWs.Configuration;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>What is reloaded: the script of one endpoint.</summary>
/// <param name="Endpoint">The endpoint's path.</param>
/// <param name="File">The script's file; links in its path are resolved at each reload.</param>
/// <param name="DisplayPath">Its path as the user wrote it.</param>
/// <param name="Slots">Where it runs.</param>
/// <param name="CreateHost">Makes a host of one version for one slot.</param>
/// <param name="Imports">What is imported in the place of some specifiers, as it is configured now.</param>
/// <param name="Options">How scripts run, as it is configured now.</param>
/// <param name="Report">Told every result but that nothing changed. Any thread.</param>
internal sealed record ReloadTarget(
    string Endpoint,
    string File,
    string DisplayPath,
    IReadOnlyList<ScriptSlot> Slots,
    HostFactory CreateHost,
    Func<ImportMap> Imports,
    Func<ScriptOptions> Options,
    Action<ReloadResult> Report);
