using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

public sealed class ReadGateTests
{
    [Fact]
    public void Resume_AfterAPause_MakesTheCallerRead()
    {
        var gate = default(ReadGate);

        var paused = gate.TryPause();
        var reads = gate.Resume();

        Assert.Equal((true, true), (paused, reads));
    }

    [Fact]
    public void Resume_AheadOfThePause_TakesItBack()
    {
        var gate = default(ReadGate);

        var reads = gate.Resume();
        var paused = gate.TryPause();
        var pausedNext = gate.TryPause();

        Assert.Equal((false, false, true), (reads, paused, pausedNext));
    }

    [Fact]
    public void Forget_AfterAResumeThatMeantNothing_LetsTheNextPauseHold()
    {
        var gate = default(ReadGate);
        gate.Resume();

        gate.Forget();

        Assert.True(gate.TryPause());
    }

    [Fact]
    public void TryBegin_WhilePaused_IsRefused()
    {
        var gate = ReadGate.Closed;

        var before = gate.TryBegin();
        gate.Open();

        Assert.Equal((false, true), (before, gate.TryBegin()));
    }

    [Fact]
    public void TryBegin_WhileAnotherThreadReads_MakesThatOneReadAgain()
    {
        var gate = default(ReadGate);

        var first = gate.TryBegin();
        var second = gate.TryBegin();
        var finished = gate.TryFinish();
        var finishedAgain = gate.TryFinish();

        Assert.Equal((true, false, false, true), (first, second, finished, finishedAgain));
    }

    [Fact]
    public void TryEnd_Twice_CountsOnceAndEndsReading()
    {
        var gate = default(ReadGate);

        var ended = gate.TryEnd();
        var endedAgain = gate.TryEnd();

        Assert.Equal((true, false, false), (ended, endedAgain, gate.TryBegin()));
    }
}
