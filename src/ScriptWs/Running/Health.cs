using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Running;

/// <summary>Answers whether the server lives and whether it accepts clients. Every client whose address may connect gets the answer.</summary>
/// <param name="options">The paths.</param>
/// <param name="admission">Whether the server accepts clients.</param>
/// <param name="isOutdated">Whether a previous version serves, because the files on disk were refused.</param>
/// <param name="cluster">This server as a node; <c>null</c> outside a cluster.</param>
internal sealed class Health(HealthOptions options, Admission admission, Func<bool> isOutdated, ClusterNode? cluster)
{
    private static readonly KeyValuePair<string, string>[] NoStore = [new("Cache-Control", "no-store")];

    private static readonly HttpRefusal Live = new(200, "live", NoStore);
    private static readonly HttpRefusal Ready = new(200, "ready", NoStore);
    private static readonly HttpRefusal ReadyWithPrevious = new(200, "ready (previous version)", NoStore);
    private static readonly HttpRefusal Stopping = new(503, "stopping", NoStore);
    private static readonly HttpRefusal ReadyAlone = new(200, "ready (broker lost)", NoStore);
    private static readonly HttpRefusal BrokerLost = new(503, "broker lost", NoStore);
    private static readonly HttpRefusal LowOnMemory = new(503, "low on memory", NoStore);

    /// <returns><c>null</c> when something else is asked for.</returns>
    public HttpRefusal? Answer(RequestHead head)
    {
        if (!options.Enabled || head.Method is not ("GET" or "HEAD") || head.WantsWebSocket) return null;
        if (head.Path == options.Live) return For(head, Live);
        if (head.Path != options.Ready) return null;
        return For(head, Readiness());
    }

    private HttpRefusal Readiness() =>
        admission.ShuttingDown is not null ? Stopping
        : IsLowOnMemory() ? LowOnMemory
        : cluster is { RefusesClients: true } ? BrokerLost
        : cluster is { Problem: not null } ? ReadyAlone
        : isOutdated() ? ReadyWithPrevious
        : Ready;

    private static HttpRefusal For(RequestHead head, HttpRefusal answer) => head.Method == "HEAD" ? answer with { Body = "" } : answer;

    /// <summary>By what the last garbage collection saw of the machine, or the container; or by the configured number.</summary>
    private bool IsLowOnMemory()
    {
        if (options.Memory > 0) return Environment.WorkingSet > options.Memory;

        var memory = GC.GetGCMemoryInfo();
        return memory.HighMemoryLoadThresholdBytes > 0 && memory.MemoryLoadBytes > memory.HighMemoryLoadThresholdBytes;
    }
}
