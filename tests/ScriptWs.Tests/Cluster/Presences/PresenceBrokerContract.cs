using ScriptWs.Cluster;
using ScriptWs.Topics;

namespace ScriptWs.Tests.Cluster.Presences;

/// <summary>What every broker must do with members: run over memory and over Redis.</summary>
public abstract class PresenceBrokerContract
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    private readonly Member _anna = new(Guid.NewGuid(), "anna", [1]), _ben = new(Guid.NewGuid(), null, [2]);

    [Fact]
    public async Task Members_OfANodeWithALease_AreReadByOthers()
    {
        var broker = await CreateAsync();
        await broker.RenewAsync(1, Long, forgets: true);

        await broker.WriteAsync(1, [Join("room", _anna), Join("room", _ben), Join("other", _ben)]);
        await broker.WriteAsync(1, [Leave("room", _ben)]);

        Assert.Equal([_anna.Id], await ReadAsync(broker, "room", except: 2));
        Assert.Equal([_ben.Id], await ReadAsync(broker, "other", except: 2));
        Assert.Empty(await ReadAsync(broker, "room", except: 1));
    }

    [Fact]
    public async Task Members_OfANodeWhoseLeaseHasEnded_AreGivenToOneNode()
    {
        var broker = await CreateAsync();
        Assert.False((await broker.RenewAsync(1, Long, forgets: true)).WasThere);
        await broker.WriteAsync(1, [Join("room", _anna), Join("other", _ben)]);
        Assert.True((await broker.RenewAsync(1, Short, forgets: false)).WasThere);
        await PassAsync(Short);

        Assert.Empty(await ReadAsync(broker, "room", except: 2));
        var ended = (await broker.RenewAsync(2, Long, forgets: true)).Ended;

        Assert.Equal(["other", "room"], ended.Select(one => one.Topic).Order());
        Assert.Empty((await broker.RenewAsync(3, Long, forgets: true)).Ended);
        Assert.False((await broker.RenewAsync(1, Long, forgets: false)).WasThere);
        Assert.Empty(await ReadAsync(broker, "room", except: 2));
    }

    [Fact]
    public async Task Members_OfANodeThatForgets_AreRemoved()
    {
        var broker = await CreateAsync();
        await broker.RenewAsync(1, Long, forgets: true);
        await broker.WriteAsync(1, [Join("room", _anna)]);

        await broker.RenewAsync(1, Long, forgets: true);

        Assert.Empty(await ReadAsync(broker, "room", except: 2));
    }

    [Fact]
    public async Task Users_OfANodeThatLeaves_TakeTheirPlacesOnce()
    {
        var broker = await CreateAsync();
        await broker.RenewAsync(1, Long, forgets: true);
        await broker.RenewAsync(2, Long, forgets: true);
        var second = _anna with { Id = Guid.NewGuid() };
        await broker.WriteAsync(1, [Join("room", _anna), Join("room", second), Join("room", _ben)]);

        await broker.LeaveAsync(1, Long, [Join("room", _anna), Join("room", second)]);
        Member[] again = [.. Enumerable.Range(0, 3).Select(_ => _anna with { Id = Guid.NewGuid() })];
        var moved = await broker.WriteAsync(
            2, [.. again.Append(_ben with { Id = Guid.NewGuid() }).Select(member => Join("room", member))]);

        Assert.Equal([true, true, false, false], moved);
        Assert.Equal([_ben.Id], await ReadAsync(broker, "room", except: 2));
    }

    private protected abstract Task<IPresenceBroker> CreateAsync();

    private protected abstract Task PassAsync(TimeSpan time);

    private static PresenceWrite Join(string topic, Member member) =>
        new(topic, member.Id, member.User ?? "", MemberFormat.Write(member));

    private static PresenceWrite Leave(string topic, Member member) => new(topic, member.Id, member.User ?? "", []);

    private static async Task<IEnumerable<Guid>> ReadAsync(IPresenceBroker broker, string topic, uint except) =>
        from bytes in await broker.ReadAsync(topic, except) select MemberFormat.TryRead(bytes, out var member) ? member.Id : Guid.Empty;
}
