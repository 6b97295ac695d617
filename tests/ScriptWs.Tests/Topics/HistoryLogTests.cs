using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Topics;

namespace ScriptWs.Tests.Topics;

public sealed class HistoryLogTests
{
    private readonly HistoryLog _log = new(TopicRule.Of(new TopicOptions { Match = "*", History = 3, Age = TimeSpan.FromSeconds(1) }));

    [Fact]
    public void After_TheLastPosition_IsNothing()
    {
        Add(10, 20);

        Assert.Empty(After(20)!);
    }

    [Fact]
    public void After_APositionThatIsThere_IsWhatFollows()
    {
        Add(10, 20, 30);

        Assert.Equal([20, 30], After(10)!);
    }

    [Fact]
    public void After_ThePositionBeforeTheOldest_IsAll()
    {
        Add(10, 20, 30, 40);

        Assert.Equal([20, 30, 40], After(10)!);
    }

    [Fact]
    public void After_APositionThatIsNotThereAnyMore_IsUnknown()
    {
        Add(10, 20, 30, 40, 50);

        Assert.Null(After(10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(99)]
    public void After_APositionThatNeverWas_IsUnknown(long since)
    {
        Add(10, 20);

        Assert.Null(After(since));
    }

    [Fact]
    public void After_TheBeginning_IsAll()
    {
        _log.ContinueAt(new Position(5));
        Add(10, 20);

        Assert.Equal([10, 20], After(5)!);
    }

    [Fact]
    public void After_APositionBeforeLostMessages_IsUnknown()
    {
        Add(10, 20);

        _log.ContinueAt(new Position(25));
        Assert.Null(After(10));
        Assert.Null(After(20));
        Assert.Empty(After(25)!);
        Add(30);

        Assert.Null(After(10));
        Assert.Null(After(20));
        Assert.Equal([30], After(25)!);
        Assert.Equal([10, 20, 30], _log.Newest(3).Select(entry => entry.Id.Id));
    }

    [Fact]
    public void Expire_OfOldMessages_KeepsTheLastPosition()
    {
        Add(10, 20);

        _log.Expire(1_000_015);
        Assert.Equal([20], _log.Entries.Select(entry => entry.Id.Id));
        Assert.Equal([20], After(10)!);
        _log.Expire(1_000_021);

        Assert.Empty(_log.Entries);
        Assert.Equal(0, _log.Size);
        Assert.Empty(After(20)!);
        Assert.Null(After(10));
    }

    [Fact]
    public void Newest_OfFew_IsAllInTheirOrder()
    {
        Add(10, 20);

        Assert.Equal([10, 20], _log.Newest(5).Select(entry => entry.Id.Id));
        Assert.Equal([20], _log.Newest(1).Select(entry => entry.Id.Id));
        Assert.Empty(_log.Newest(0));
    }

    private IEnumerable<long>? After(long since) => _log.After(new Position(since))?.Select(entry => entry.Id.Id);

    private void Add(params long[] ids)
    {
        foreach (var id in ids) _log.Add(new HistoryEntry(new Position(id), _log.Last, SharedFrame.Text($"{id}"), null));
    }
}
