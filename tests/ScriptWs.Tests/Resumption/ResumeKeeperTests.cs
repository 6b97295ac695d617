using Microsoft.Extensions.Time.Testing;
using ScriptWs.Resumption;
using ScriptWs.Storage;
using ScriptWs.Tests.Authentication;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Resumption;

/// <summary>States of connections in a storage: when they are written, and what a token gets.</summary>
public sealed class ResumeKeeperTests : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _clock = new();
    private readonly LogLines _log = new();
    private readonly MemoryStorage _storage;
    private readonly ResumeKeeper _keeper;

    public ResumeKeeperTests()
    {
        _storage = new MemoryStorage(static () => new StorageLimits(0, 0, 0, 0), _clock);
        _keeper = new ResumeKeeper(_storage, Keep, _clock, _log);
    }

    [Fact]
    public async Task Token_OfALostConnection_GetsTheLastStateOnce()
    {
        var lost = _keeper.Begin("/chat", "anna", null);
        lost.Save([1]);
        lost.Save([2]);
        lost.Lose([3]);

        Assert.Equal([3], (await _keeper.TakeAsync(lost.Token, "/chat", "anna"))!);
        Assert.Null(await _keeper.TakeAsync(lost.Token, "/chat", "anna"));
    }

    [Fact]
    public async Task Token_WhileItsConnectionIsOpen_GetsTheStateAndEndsTheWriting()
    {
        var open = _keeper.Begin("/chat", null, null);
        open.Save([1]);

        Assert.Equal([1], (await _keeper.TakeAsync(open.Token, "/chat", null))!);
        open.Save([2]);
        open.Renew();
        open.Lose([3]);

        Assert.Null(await _keeper.TakeAsync(open.Token, "/chat", null));
        Assert.Equal(0, _storage.Figures.Keys);
    }

    [Theory]
    [InlineData("/chat", "bert")]
    [InlineData("/chat", null)]
    [InlineData("/other", "anna")]
    public async Task Token_OfAnotherUserOrPath_GetsNothingAndStaysGood(string path, string? user)
    {
        var lost = _keeper.Begin("/chat", "anna", null);
        lost.Lose([1]);

        Assert.Null(await _keeper.TakeAsync(lost.Token, path, user));
        Assert.Equal([1], (await _keeper.TakeAsync(lost.Token, "/chat", "anna"))!);
    }

    [Fact]
    public async Task User_NamedLikeNone_IsAnother()
    {
        var lost = _keeper.Begin("/chat", "-", null);
        lost.Lose([1]);

        Assert.Null(await _keeper.TakeAsync(lost.Token, "/chat", null));
    }

    [Fact]
    public async Task Connection_ThatEndsAsItShould_LeavesNothing()
    {
        var ended = _keeper.Begin("/chat", null, null);
        ended.Save([1]);

        ended.End();

        Assert.Null(await _keeper.TakeAsync(ended.Token, "/chat", null));
        Assert.Equal(0, _storage.Figures.Keys);
    }

    [Fact]
    public async Task OpenConnection_ThatIsLostAtAnyTime_CanBeResumedAsLongAsPromised()
    {
        var open = _keeper.Begin("/chat", null, null);
        open.Save([1]);
        for (var second = 0; second < 1800; second++) _clock.Advance(TimeSpan.FromSeconds(1));

        // The process is killed: nothing is told, and nothing is renewed.
        _keeper.Dispose();
        _clock.Advance(Keep - TimeSpan.FromSeconds(1));

        Assert.Equal([1], (await _keeper.TakeAsync(open.Token, "/chat", null))!);
    }

    [Fact]
    public async Task LostConnection_AfterItsTime_IsGone()
    {
        var lost = _keeper.Begin("/chat", null, null);
        lost.Lose([1]);

        _clock.Advance(Keep);

        Assert.Null(await _keeper.TakeAsync(lost.Token, "/chat", null));
    }

    [Fact]
    public async Task LostConnections_OverTheBound_AreNotKeptUntilOthersExpire()
    {
        using var keeper = new ResumeKeeper(_storage, Keep, _clock, _log, maxLost: 2);
        var lost = Enumerable.Range(0, 3).Select(_ => keeper.Begin("/chat", null, null)).ToArray();
        foreach (var one in lost)
        {
            one.Save([1]);
            one.Lose([2]);
        }

        Assert.Equal([2], (await keeper.TakeAsync(lost[0].Token, "/chat", null))!);
        Assert.Null(await keeper.TakeAsync(lost[2].Token, "/chat", null));
        _clock.Advance(Keep);
        var later = keeper.Begin("/chat", null, null);
        later.Lose([3]);
        Assert.Equal([3], (await keeper.TakeAsync(later.Token, "/chat", null))!);
    }

    [Fact]
    public async Task Storage_ThatFails_IsReportedOnceAndKeepsNoClientOut()
    {
        using var keeper = new ResumeKeeper(new BrokenStorage(), Keep, _clock, _log);
        var all = Enumerable.Range(0, 6).Select(_ => keeper.Begin("/chat", null, null)).ToArray();
        foreach (var one in all)
        {
            one.Save([1]);
            await one.Written;
        }

        Assert.Null(await keeper.TakeAsync(all[5].Token, "/chat", null));
        Assert.Single(_log.Lines, line => line.Contains("cannot be resumed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA \n")]
    public void Text_ThatIsNoToken_IsNotTried(string text) => Assert.False(ResumeToken.IsToken(text));

    [Fact]
    public void Tokens_Always_AreDifferentAndValid()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => ResumeToken.Create()).ToHashSet();

        Assert.Equal(1000, tokens.Count);
        Assert.All(tokens, token => Assert.True(ResumeToken.IsToken(token)));
    }

    public void Dispose() => _keeper.Dispose();
}
