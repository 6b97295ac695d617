using ScriptWs.Configuration;
using ScriptWs.Redis;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;
using ScriptWs.Tests.Storage;

namespace ScriptWs.Tests.Cluster;

public sealed class GarnetStorageTests : StorageContract
{
    private GarnetServer? _server;
    private int _areas;

    public override async ValueTask InitializeAsync()
    {
        _server = await GarnetServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_server is null) return;
        await base.DisposeAsync();
        _server.Dispose();
    }

    private protected override IStorage Open(StorageLimits limits) => RedisStorage.Open(
        new StorageSetup(new StorageOptions(), ".", () => limits, Clock, new LogLines())
        {
            Cluster = new ClusterOptions { Url = _server!.Url, Timeout = TimeSpan.FromMinutes(1) },
            Area = $"area{++_areas}",
        });
}
