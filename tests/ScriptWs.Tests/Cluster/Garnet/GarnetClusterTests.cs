namespace ScriptWs.Tests.Cluster;

public sealed class GarnetClusterTests(GarnetServer server) : ClusterContract, IClassFixture<GarnetServer>
{
    private protected override Task<string> UrlAsync() => server.EmptyAsync();
}
