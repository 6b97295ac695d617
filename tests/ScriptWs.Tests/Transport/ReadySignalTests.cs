using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

public sealed class ReadySignalTests
{
    [Fact]
    public void Set_BeforeTheWait_IsKeptOnce()
    {
        var signal = new ReadySignal();
        signal.Set();
        signal.Set();

        Assert.True(signal.WaitAsync().AsTask().IsCompletedSuccessfully);
        Assert.False(signal.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public void Set_DuringTheWait_EndsIt()
    {
        var signal = new ReadySignal();
        var wait = signal.WaitAsync();

        signal.Set();

        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void Unclaim_NothingTold_GoesOnWaiting()
    {
        var signal = new ReadySignal();
        var wait = signal.WaitAsync();

        var isAwaited = signal.TryClaim();
        signal.Unclaim();

        Assert.True(isAwaited);
        Assert.False(wait.IsCompleted);
        signal.Set();
        Assert.True(wait.IsCompletedSuccessfully);
    }

    [Fact]
    public void Unclaim_ToldMeanwhile_EndsTheWait()
    {
        var signal = new ReadySignal();
        var wait = signal.WaitAsync();

        signal.TryClaim();
        var again = signal.TryClaim();
        signal.Unclaim();

        Assert.False(again);
        Assert.True(wait.IsCompletedSuccessfully);
    }
}
