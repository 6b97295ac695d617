namespace ScriptWs.Tests.Cluster;

public sealed class MemoryPresenceTests : PresenceContract
{
    private protected override Task<string> UrlAsync() => Task.FromResult($"memory:{Guid.NewGuid()}");
}
