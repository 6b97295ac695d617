using ScriptWs.Storage;

namespace ScriptWs.Tests.Storage;

public sealed class MemoryStorageTests : StorageContract
{
    private protected override IStorage Open(StorageLimits limits) => new MemoryStorage(() => limits, Clock);
}
