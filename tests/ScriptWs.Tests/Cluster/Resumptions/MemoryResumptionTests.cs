namespace ScriptWs.Tests.Cluster.Resumptions;

public sealed class MemoryResumptionTests : ClusterResumptionContract
{
    private protected override Task<TwoServers> StartAsync() => StartAsync($"memory:{Guid.NewGuid()}");
}
