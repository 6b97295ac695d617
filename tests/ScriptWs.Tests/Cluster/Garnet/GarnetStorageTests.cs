using ScriptWs.Configuration;
using ScriptWs.Redis;
using ScriptWs.Storage;
using ScriptWs.Tests.Scripting;
using ScriptWs.Tests.Storage;

namespace ScriptWs.Tests.Cluster;

public sealed class GarnetStorageTests(GarnetServer server) : StorageContract, IClassFixture<GarnetServer>
{
    private string? _url;
    private int _areas;

    public override async ValueTask InitializeAsync()
    {
        _url = await server.EmptyAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_url is not null) await base.DisposeAsync();
    }

    private protected override IStorage Open(StorageLimits limits) => RedisStorage.Open(
        new StorageSetup(new StorageOptions(), ".", () => limits, Clock, new LogLines())
        {
            Cluster = new ClusterOptions { Url = _url!, Timeout = TimeSpan.FromMinutes(1) },
            Area = $"area{++_areas}",
        });
}
