using Microsoft.Extensions.Time.Testing;
using ScriptWs.Cluster;

namespace ScriptWs.Tests.Cluster.Presences;

public sealed class MemoryPresenceBrokerTests : PresenceBrokerContract
{
    private readonly FakeTimeProvider _clock = new();

    private protected override Task<IPresenceBroker> CreateAsync() =>
        Task.FromResult(new MemoryBroker($"{Guid.NewGuid()}", _clock).Presences);

    private protected override Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    }
}
