using ScriptWs.Connections;

namespace ScriptWs.Tests.Supervision;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;

    [Fact]
    public void Silence_AnsweredAtOnce_IsPingedEachIntervalAndStaysOpen()
    {
        using var pulse = new Pulse();
        var client = pulse.Open(AtOnce);

        pulse.Pass(100);

        Assert.Equal(["30 ping", "60 ping", "90 ping"], client.Received);
        Assert.Equal(ConnectionState.Open, client.Connection.State);
    }

    [Theory]
    [InlineData(9, ConnectionState.Open)]
    [InlineData(11, ConnectionState.Closing)]
    public void Pong_BeforeOrAfterTheTimeout_Decides(int seconds, object state)
    {
        using var pulse = new Pulse();
        var client = pulse.Open(TimeSpan.FromSeconds(seconds));

        pulse.Pass(42);

        Assert.Equal(state, client.Connection.State);
    }

    [Fact]
    public void NoAnswer_Closes1011ThenDropsTheWireAndTellsItOnce()
    {
        using var pulse = new Pulse();
        var client = pulse.Open();

        pulse.Pass(44);
        var abortedEarly = client.Transport.Aborted;
        pulse.Pass(2);
        SpinWait.SpinUntil(() => pulse.Disconnects.Count > 0, Patience.Limit);

        Assert.Equal(["30 ping", "40 close 1011 \"keepalive ping timeout\""], client.Received);
        Assert.False(abortedEarly);
        Assert.True(client.Transport.Aborted);
        Assert.Equal(["1011 keepalive ping timeout"], pulse.Disconnects);
    }

    [Theory]
    [InlineData(30, "60")]
    [InlineData(40, "70")]
    public void TimeoutAsLongAsTheInterval_OrLonger_LeavesOnePingOnTheWay(int timeout, string closed)
    {
        using var pulse = new Pulse(Pulse.Options with { Timeout = TimeSpan.FromSeconds(timeout) });
        var client = pulse.Open();

        pulse.Pass(75);

        Assert.Equal(["30 ping", $"{closed} close 1011 \"keepalive ping timeout\""], client.Received);
    }

    [Fact]
    public void TimeoutZero_NoAnswer_NeverCloses()
    {
        using var pulse = new Pulse(Pulse.Options with { Timeout = TimeSpan.Zero });
        var client = pulse.Open();

        pulse.Pass(95);

        Assert.Equal(["30 ping", "60 ping", "90 ping"], client.Received);
    }

    [Fact]
    public void Traffic_WhileAPongIsAwaited_IsLife()
    {
        using var pulse = new Pulse();
        var client = pulse.Open();

        pulse.Pass(35);
        client.Send("I am here");
        pulse.Pass(10);

        Assert.Equal(["30 ping"], client.Received);
        Assert.Equal(ConnectionState.Open, client.Connection.State);
    }

    [Fact]
    public void Talker_OnlyWhenIdle_IsPingedOneIntervalAfterItsLastWord()
    {
        using var pulse = new Pulse();
        var client = pulse.Open(AtOnce);

        pulse.Pass(20);
        client.Send("a");
        pulse.Pass(20);
        client.Send("b");
        pulse.Pass(31);

        Assert.Equal(["70 ping"], client.Received);
    }

    [Fact]
    public void Talker_NotOnlyWhenIdle_IsPingedEachInterval()
    {
        using var pulse = new Pulse(Pulse.Options with { OnlyWhenIdle = false });
        var client = pulse.Open(AtOnce);

        for (var i = 0; i < 7; i++)
        {
            pulse.Pass(10);
            client.Send("a");
        }

        Assert.Equal(["30 ping", "60 ping"], client.Received);
    }

    [Fact]
    public void Newcomer_WhileOthersAreAwaited_IsNotClosedWithThem()
    {
        using var pulse = new Pulse();
        var silent = pulse.Open();
        pulse.Pass(35);

        var newcomer = pulse.Open(AtOnce);
        pulse.Pass(40);

        Assert.NotEqual(ConnectionState.Open, silent.Connection.State);
        Assert.Equal(["30 ping"], newcomer.Received);
        Assert.Equal(ConnectionState.Open, newcomer.Connection.State);
    }

    [Fact]
    public void LaterRounds_AfterAQuietFirst_StillLookForTheDead()
    {
        using var pulse = new Pulse();
        var client = pulse.Open(AtOnce);
        pulse.Pass(95);

        client.AnswersAfter = null;
        pulse.Pass(40);

        Assert.Equal("130 close 1011 \"keepalive ping timeout\"", client.Received[^1]);
    }

    [Fact]
    public void Latency_IsThatOfTheLatestPing_NotOfALateOrUnaskedPong()
    {
        using var pulse = new Pulse(Pulse.Options with { Timeout = TimeSpan.Zero });
        var client = pulse.Open(TimeSpan.FromSeconds(2));
        client.Pong([1, 2, 3]);
        var unasked = client.Connection.Latency;

        pulse.Pass(35);
        var measured = client.Connection.Latency;
        client.AnswersAfter = TimeSpan.FromSeconds(40);
        pulse.Pass(70);

        Assert.Null(unasked);
        Assert.Equal(2, measured!.Value.TotalSeconds, 0.06);
        Assert.Equal(measured, client.Connection.Latency);
    }

    [Fact]
    public void Standstill_WhileAPongIsAwaited_MovesTheDeadline()
    {
        using var pulse = new Pulse();
        var client = pulse.Open();
        pulse.Pass(35);

        pulse.Clock.AdjustTime(pulse.Clock.GetUtcNow() + TimeSpan.FromMinutes(5));
        pulse.Pass(4);
        var before = client.Connection.State;
        pulse.Pass(2);

        Assert.Equal(ConnectionState.Open, before);
        Assert.Equal("340 close 1011 \"keepalive ping timeout\"", client.Received[^1]);
    }

    /// <summary>Either the script works and sockets are read beside it, or the whole process is held.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Turns_Of900MillisecondsEachSecond_CloseNobodyButWhoIsSilent(bool holdsAll)
    {
        const int Clients = 500, Seconds = 60;
        var second = TimeSpan.FromSeconds(1);
        using var pulse = new Pulse(Pulse.Options with { Interval = second, Timeout = second });
        var clients = Enumerable.Range(0, Clients).Select(_ => pulse.Open(TimeSpan.FromMilliseconds(80))).ToArray();
        var silent = pulse.Open();

        for (var i = 0; i < Seconds; i++)
        {
            pulse.BeBusy();
            if (holdsAll) pulse.Clock.AdjustTime(pulse.Clock.GetUtcNow() + (second * 0.9));
            else pulse.Pass(0.9);
            pulse.BeIdle();
            pulse.Pass(0.1);
        }

        Assert.All(clients, client => Assert.Equal(ConnectionState.Open, client.Connection.State));
        Assert.All(clients, client => Assert.NotEqual(0, client.Pings));
        Assert.NotEqual(ConnectionState.Open, silent.Connection.State);
    }

    [Fact]
    public void BytesThatNobodyHasRead_AreLife()
    {
        using var pulse = new Pulse();
        var client = pulse.Open();
        pulse.BeBusy();
        for (var i = 0; i < 64; i++) client.Send("until it is not read any more");
        Assert.True(client.Transport.IsPaused);
        pulse.Pass(31);

        client.Send("an answer");
        pulse.Pass(20);

        Assert.Equal(["30 ping"], client.Received);
        Assert.Equal(ConnectionState.Open, client.Connection.State);
        pulse.BeIdle();
    }

    [Fact]
    public void OneThatBreaks_DoesNotStopTheRound()
    {
        using var pulse = new Pulse();
        var others = new List<PulseClient> { pulse.Open(AtOnce) };
        var broken = new BrokenTransport();
        pulse.Open(broken);
        broken.IsBroken = true;
        others.Add(pulse.Open(AtOnce));

        pulse.Pass(65);

        Assert.All(others, client => Assert.Equal(["30 ping", "60 ping"], client.Received));
    }

    [Fact]
    public void ConnectionThatIsClosing_IsNotPinged()
    {
        using var pulse = new Pulse();
        var client = pulse.Open();
        pulse.Pass(29);

        client.Connection.Close(ScriptWs.Protocol.CloseStatuses.Bye);
        pulse.Pass(3);

        Assert.Equal(["29 close 1000 \"bye\""], client.Received);
    }

    [Fact]
    public void CrowdThatCameTogether_IsPingedInPieces()
    {
        const int Crowd = 3000;
        using var pulse = new Pulse();
        var clients = Enumerable.Range(0, Crowd).Select(_ => pulse.Open(AtOnce)).ToArray();
        var (pinged, most) = (clients.Sum(client => client.Transport.Writes), 0);

        pulse.Pass(30.5, () =>
        {
            var writes = clients.Sum(client => client.Transport.Writes);
            (pinged, most) = (writes, Math.Max(most, writes - pinged));
        });

        Assert.All(clients, client => Assert.Equal(1, client.Pings));
        Assert.InRange(most, 1, Crowd / 30);
    }
}
