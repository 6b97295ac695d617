using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Storage;
using ScriptWs.Topics;

namespace ScriptWs.Tests.Topics;

/// <summary>Histories in a storage, over processes that follow each other and that share it.</summary>
public sealed class StoredHistoriesTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryStorage _memory;
    private readonly FailingStorage _storage;
    private readonly List<StoredProcess> _processes = [];
    private Guid _machineStart;

    public StoredHistoriesTests()
    {
        _memory = new MemoryStorage(static () => new StorageLimits(0, 0, 0, 0), _clock);
        _storage = new FailingStorage(_memory);
    }

    public void Dispose()
    {
        foreach (var process in _processes) process.Dispose();
    }

    [Fact]
    public async Task Follow_InTheNextProcess_SendsWhatWasMissed()
    {
        var first = Start();
        var one = await first.PublishAsync("one");
        await first.PublishAsync("two");
        await first.PublishAsync(SharedFrame.Of(Opcode.Binary, [1, 2]));

        var next = Start();

        Assert.Equal("True 2: two binary 0102", await next.FollowAsync(one), ignoreCase: true);
        var four = await next.PublishAsync("four");
        Assert.True(four.Id > one.Id);
        Assert.Equal("True 0:", await Start().FollowAsync(four));
    }

    [Fact]
    public async Task Position_OfAnEmptyTopic_IsGoodInTheNextProcess()
    {
        var first = Start();
        var (_, connection) = first.Open();
        var begun = await first.FollowAsync(connection, null);

        var next = Start();
        await next.PublishAsync("one");

        Assert.Equal("True 1: one", await next.FollowAsync(begun.Position));
    }

    [Fact]
    public async Task Follow_AfterAStartOfTheMachine_SaysThatMessagesMayBeLost()
    {
        var first = Start();
        var one = await first.PublishAsync("one");
        await first.PublishAsync("two");

        _machineStart = Guid.NewGuid();
        var next = Start();
        Assert.Equal("False 2: one two", await next.FollowAsync(one, last: 2));
        var three = await next.PublishAsync("three");

        Assert.Equal("False 0:", await Start().FollowAsync(one));
        var four = await Start().PublishAsync("four");
        Assert.Equal("True 1: four", await Start().FollowAsync(three));
        Assert.Equal("True 0:", await Start().FollowAsync(four));
    }

    [Fact]
    public async Task Position_GivenAfterAStartOfTheMachine_IsGood()
    {
        await Start().PublishAsync("one");

        _machineStart = Guid.NewGuid();
        var next = Start();
        var (_, connection) = next.Open();
        var begun = await next.FollowAsync(connection, null);
        await next.PublishAsync("two");

        Assert.Equal("True 1: two", await Start().FollowAsync(begun.Position));
    }

    [Fact]
    public async Task Publish_WithTheClockPutBack_GivesLaterPositions()
    {
        var before = await Start().PublishAsync("before");
        _clock.AdjustTime(_clock.GetUtcNow().AddHours(-1));

        var after = await Start().PublishAsync("after");

        Assert.True(after.Id > before.Id);
        Assert.Equal("True 1: after", await Start().FollowAsync(before));
    }

    [Fact]
    public async Task Follow_WithAPositionThatLeftTheHistory_SaysSo()
    {
        var first = Start();
        var one = await first.PublishAsync("one");
        for (var i = 2; i <= 9; i++) await first.PublishAsync($"{i}");

        Assert.Equal("False 2: 8 9", await Start().FollowAsync(one, last: 2));
        Assert.InRange(_memory.Figures.Keys, 1, 4);
    }

    [Fact]
    public async Task Follow_AfterTheAge_SaysSoAndDeletesTheMessages()
    {
        var first = Start();
        var one = await first.PublishAsync("one");
        await first.PublishAsync("two");
        _clock.Advance(TimeSpan.FromSeconds(62));

        Assert.Equal("False 0:", await Start().FollowAsync(one, last: 2));
        _clock.Advance(TimeSpan.FromSeconds(5));
        await first.PublishAsync("other", "chat2");

        Assert.Equal(3, _memory.Figures.Keys); // two heads, and the message of the other topic
    }

    [Fact]
    public async Task Topic_QuietForADay_IsForgotten()
    {
        var process = Start();
        await process.PublishAsync("one");

        _clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(2));
        await process.PublishAsync("other", "chat2");

        Assert.Equal(2, _memory.Figures.Keys);
        Assert.Empty(process.Gaps);
    }

    [Fact]
    public async Task Publish_WhileTheStorageFails_RejectsAndDeliversNothing()
    {
        var process = Start();
        var (transport, connection) = process.Open();
        var begun = await process.FollowAsync(connection, null);

        _storage.Fails = true;
        var refused = await Assert.ThrowsAsync<TopicException>(() => process.PublishAsync("lost"));
        var unread = await Assert.ThrowsAsync<TopicException>(() => process.FollowAsync(begun.Position));
        _storage.Fails = false;
        await process.PublishAsync("kept");

        Assert.Equal(
            "the history cannot be written (server.storage is unavailable: the disk is full); the message was not published",
            refused.Message);
        Assert.Equal("the history cannot be read (server.storage is unavailable: the disk is full)", unread.Message);
        Assert.Equal(["kept"], StoredProcess.Texts(transport));
        Assert.Equal("True 1: kept", await Start().FollowAsync(begun.Position));
        Assert.Empty(process.Gaps);
    }

    [Fact]
    public async Task Publish_WhileAnotherWriteIsInFlight_WaitsForTheNextOne()
    {
        var process = Start();
        var begun = await process.PublishAsync("first");
        var (transport, connection) = process.Open();
        await process.FollowAsync(connection, begun);
        var commits = _storage.Commits;
        _storage.Gate = new TaskCompletionSource();

        var publishing = Enumerable.Range(0, 3).Select(i => process.PublishAsync($"{i}")).ToArray();
        Assert.Empty(StoredProcess.Texts(transport));
        _storage.Gate.SetResult();
        var positions = await Task.WhenAll(publishing);

        Assert.Equal(["0", "1", "2"], StoredProcess.Texts(transport));
        Assert.Equal(2, _storage.Commits - commits);
        Assert.Equal(positions.Order(Comparer<Position>.Create((a, b) => a.Id.CompareTo(b.Id))), positions);
        Assert.Equal("True 3: 0 1 2", await Start().FollowAsync(begun));
    }

    [Fact]
    public async Task Publish_WithTooManyMessagesWaiting_IsRefused()
    {
        var process = Start();
        _storage.Gate = new TaskCompletionSource();
        var large = SharedFrame.Of(Opcode.Binary, new byte[1 << 20]);

        var publishing = Enumerable.Range(0, 31).Select(_ => process.PublishAsync(large)).ToArray();
        var refused = await Assert.ThrowsAsync<TopicException>(() => process.PublishAsync(large));
        _storage.Gate.SetResult();
        await Task.WhenAll(publishing);

        Assert.Equal("too many messages wait for the storage; the message was not published", refused.Message);
        await process.PublishAsync("again");
    }

    [Fact]
    public async Task Publish_ByTwoProcesses_ReachesTheFollowersOfBothInOneOrder()
    {
        var (old, next) = (Start(), Start());
        var (oldTransport, oldConnection) = old.Open();
        await old.FollowAsync(oldConnection, null);
        var (nextTransport, nextConnection) = next.Open();
        await next.FollowAsync(nextConnection, null);

        await old.PublishAsync("1");
        await next.PublishAsync("2");
        var three = await next.PublishAsync("3");
        await old.PublishAsync("4");

        Assert.Equal(["1", "2", "3", "4"], StoredProcess.Texts(oldTransport));
        Assert.Equal("True 1: 4", await next.FollowAsync(three));
        Assert.Equal(["1", "2", "3", "4"], StoredProcess.Texts(nextTransport));
    }

    [Fact]
    public async Task Follower_OfAProcessThatMissedTooMuch_IsToldOfTheGap()
    {
        var (old, next) = (Start(), Start());
        var (transport, connection) = old.Open();
        await old.FollowAsync(connection, null);

        for (var i = 0; i < 9; i++) await next.PublishAsync($"{i}");
        await old.PublishAsync("last");

        Assert.Equal(["6", "7", "8", "last"], StoredProcess.Texts(transport));
        Assert.Equal(["chat"], old.Gaps);
    }

    [Theory]
    [InlineData(0, "True 2: two three", "True 1: three")]
    [InlineData(1, "False 0:", "True 1: three")]
    [InlineData(2, "False 0:", "False 0:")]
    public async Task Follow_WithAMessageMissingInTheStorage_IsNeverSilent(int missing, string sinceOne, string sinceTwo)
    {
        var first = Start();
        var one = await first.PublishAsync("one");
        var two = await first.PublishAsync("two");
        await first.PublishAsync("three");
        var chunks = await _memory.ListAsync(ReservedKeys.Histories, null, 10);
        await _memory.CommitAsync(StorageCommit.Of(ReservedKeys.Owner, StorageWrite.Delete(chunks[missing].Key)));

        var next = Start();

        Assert.Equal(sinceOne, await next.FollowAsync(one));
        Assert.Equal(sinceTwo, await next.FollowAsync(two));
    }

    [Fact]
    public async Task Histories_OverTheirSize_LoseTheTopicsThatWereQuietForLongest()
    {
        var first = Start(maxSize: 1 << 16);
        var quiet = await first.PublishAsync("quiet");
        var text = new string('x', 20_000);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var big = await first.PublishAsync(text, "chat1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        await first.PublishAsync(text, "chat2");

        var next = Start(maxSize: 1 << 16);
        await next.PublishAsync(text, "chat3");
        await next.PublishAsync(text, "chat4");

        Assert.InRange(next.Histories.Size, 1, 1 << 16);
        Assert.InRange(_memory.Figures.Bytes, 1, 1 << 16);
        Assert.Equal("False 0:", await next.FollowAsync(quiet));
        Assert.Equal("False 0:", await next.FollowAsync(big, topic: "chat1"));
    }

    [Fact]
    public async Task Histories_WhoseTopicsHaveNoRuleAnyMore_AreDeleted()
    {
        await Start().PublishAsync("one");

        var next = Start(rules: new TopicOptions { Match = "other", History = 1 });
        await next.Histories.Worked;

        Assert.Equal(0, _memory.Figures.Keys);
    }

    private StoredProcess Start(long maxSize = 1 << 24, params TopicOptions[] rules)
    {
        var process = new StoredProcess(_storage, _clock, maxSize, _machineStart, rules);
        _processes.Add(process);
        return process;
    }
}
