using Reqnroll.Analytics;

namespace ScriptWs.ReqnrollPlugin;

/// <summary>Keeps Reqnroll from reporting the use of it, which it does by default.</summary>
internal sealed class NoTelemetry : IEnvironmentReqnrollTelemetryChecker
{
    public bool IsReqnrollTelemetryEnabled() => false;
}
