namespace ScriptWs.Tests.Cluster;

public sealed class MemoryClusterTests : ClusterContract
{
    private protected override Task<string> UrlAsync() => Task.FromResult($"memory:{Guid.NewGuid()}");
}
