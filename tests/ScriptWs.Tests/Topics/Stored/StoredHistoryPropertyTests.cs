using Microsoft.Extensions.Time.Testing;
using ScriptWs.Connections;
using ScriptWs.Storage;
using ScriptWs.Topics;

namespace ScriptWs.Tests.Topics;

/// <summary>Histories in a storage under random events.</summary>
public sealed class StoredHistoryPropertyTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryStorage _memory;
    private readonly FailingStorage _storage;
    private readonly List<StoredProcess> _processes = [];

    public StoredHistoryPropertyTests()
    {
        _memory = new MemoryStorage(static () => new StorageLimits(0, 0, 0, 0), _clock);
        _storage = new FailingStorage(_memory);
    }

    public void Dispose()
    {
        foreach (var process in _processes) process.Dispose();
    }

    /// <summary>Whatever happens: a follower that is told it has missed nothing has got every message after its position.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Follow_InAnyHistoryOfProcesses_IsWholeOrSaysSo(int seed)
    {
        var random = new Random(seed);
        List<(Position Position, string Text)> published = [];
        var process = Start();
        var whole = 0;
        for (var i = 0; i < 400; i++)
        {
            switch (random.Next(10))
            {
                case < 5:
                    published.Add((await process.PublishAsync($"{i}"), $"{i}"));
                    break;
                case 5:
                    process = _processes[random.Next(_processes.Count)];
                    break;
                case 6 when _processes.Count < 8:
                    process = Start();
                    break;
                case 7:
                    _clock.Advance(TimeSpan.FromSeconds(random.Next(20)));
                    break;
                case 8 when published.Count > 0:
                    var from = random.Next(Math.Max(0, published.Count - 6), published.Count);
                    var answer = await process.FollowAsync(published[from].Position);
                    if (!answer.StartsWith("True", StringComparison.Ordinal)) break;
                    whole++;
                    string[] texts = [.. published.Skip(from + 1).Select(one => one.Text)];
                    Assert.Equal(string.Join(' ', [$"True {texts.Length}:", .. texts]), answer);
                    break;
                default:
                    _storage.Fails = true;
                    await Assert.ThrowsAsync<TopicException>(() => process.PublishAsync("lost"));
                    _storage.Fails = false;
                    break;
            }
        }

        Assert.True(whole > 5);
    }

    private StoredProcess Start()
    {
        var process = new StoredProcess(_storage, _clock);
        _processes.Add(process);
        return process;
    }
}
