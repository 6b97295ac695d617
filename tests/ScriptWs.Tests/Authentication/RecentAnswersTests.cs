using Microsoft.Extensions.Time.Testing;
using ScriptWs.Authentication;

namespace ScriptWs.Tests.Authentication;

public sealed class RecentAnswersTests
{
    private static readonly KnownUser Alice = new("alice", []);

    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(true, 59, true)]
    [InlineData(true, 60, false)]
    [InlineData(false, 9, true)]
    [InlineData(false, 10, false)]
    public void Answer_AfterSomeTime_IsForgotten(bool right, int seconds, bool known)
    {
        var answers = new RecentAnswers(_clock);
        answers.Remember(Of("secret"), right ? Alice : null);

        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(known, answers.TryGet(Of("secret"), out _));
    }

    [Fact]
    public void Answer_OfAnotherPassword_IsNotKnown()
    {
        var answers = new RecentAnswers(_clock);
        answers.Remember(Of("secret"), Alice);

        Assert.False(answers.TryGet(Of("Secret"), out _));
        Assert.True(answers.TryGet(Of("secret"), out var user));
        Assert.Equal(Alice, user);
    }

    [Fact]
    public void RightAnswer_AmongManyWrongOnes_StaysKnown()
    {
        var answers = new RecentAnswers(_clock);
        answers.Remember(Of("secret"), Alice);

        for (var i = 0; i < 10_000; i++) answers.Remember(Of($"guess {i}"), null);

        Assert.True(answers.TryGet(Of("secret"), out _));
        Assert.False(answers.TryGet(Of("guess 0"), out _));
        Assert.True(answers.TryGet(Of("guess 9999"), out _));
    }

    private static Credentials Of(string password) => new("basic", "alice", password);
}
