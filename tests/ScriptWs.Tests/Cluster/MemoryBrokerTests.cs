using ScriptWs.Cluster;

namespace ScriptWs.Tests.Cluster;

public sealed class MemoryBrokerTests : BrokerContract
{
    private readonly string _name = $"contract-{Guid.NewGuid()}";

    private protected override Task<IBroker> CreateAsync() => Task.FromResult<IBroker>(new MemoryBroker(_name));
}
