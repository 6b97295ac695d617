using ScriptWs.Configuration;
using ScriptWs.Fuzz.Storing;

namespace ScriptWs.Tests.Storage;

public sealed class KillTests
{
    [Theory]
    [InlineData(StorageSync.Second, 12)]
    [InlineData(StorageSync.Write, 8)]
    public async Task Process_KilledUnderLoad_LosesNoAcknowledgedWrite(StorageSync sync, int kills)
    {
        using var folder = new TemporaryFolder();
        var torture = new StorageTorture(Path.Combine(folder.Path, "storage.db"), sync, new Random(1));

        for (var kill = 0; kill < kills; kill++) Assert.Null(await torture.KillOnceAsync());

        Assert.True(torture.Writes > 0);
    }
}
