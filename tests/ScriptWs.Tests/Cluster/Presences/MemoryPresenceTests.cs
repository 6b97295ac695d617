namespace ScriptWs.Tests.Cluster.Presences;

public sealed class MemoryPresenceTests : PresenceContract
{
    private protected override Task<string> UrlAsync() => Task.FromResult($"memory:{Guid.NewGuid()}");
}
