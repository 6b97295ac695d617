namespace ScriptWs.Tests.Cluster;

public sealed class GarnetClusterTests : ClusterContract, IDisposable
{
    private GarnetServer? _server;

    public void Dispose() => _server?.Dispose();

    private protected override async Task<string> UrlAsync() => (_server = await GarnetServer.StartAsync()).Url;
}
