using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>A client whom a script has not answered yet; each one is another, even for the same request.</summary>
internal sealed class PendingUpgrade(UpgradeRequest request, Action<UpgradeDecision> decide)
{
    public UpgradeRequest Request => request;

    public Action<UpgradeDecision> Decide => decide;
}
