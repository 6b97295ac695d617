namespace ScriptWs.Transport;

/// <summary>
/// Whether a transport reads, and how its sink's "no" meets the call that takes it back: either may come first, from any thread.
/// A transport whose thread is told of new bytes while another one reads also begins and finishes here.
/// </summary>
internal struct ReadGate
{
    private volatile State _state;

    [Flags]
    private enum State
    {
        /// <summary>Reading is allowed, and no thread does.</summary>
        Idle = 0,

        /// <summary>A thread reads, or is in the sink.</summary>
        Busy = 1,

        /// <summary>Meanwhile another thread was told that there is more.</summary>
        Missed = 2,

        /// <summary>The sink wants nothing for now.</summary>
        Paused = 4,

        /// <summary>The sink asked to go on before its "no" arrived here.</summary>
        ResumeAsked = 8,

        /// <summary>The wire is gone.</summary>
        Over = 16,
    }

    /// <summary>A gate that waits for <see cref="Open"/>, or for its first <see cref="Resume"/>.</summary>
    public static ReadGate Closed => new() { _state = State.Paused };

    /// <summary>Reading may begin.</summary>
    public void Open() => Clear(State.Paused);

    /// <summary>The sink wants nothing more for now.</summary>
    /// <returns><c>false</c> when it changed its mind before its "no" arrived here: read on.</returns>
    public bool TryPause()
    {
        while (true)
        {
            var state = Now;
            var isResumed = (state & State.ResumeAsked) != 0;
            var next = isResumed ? state & ~State.ResumeAsked : (state & ~(State.Busy | State.Missed)) | State.Paused;
            if (TryMove(state, next)) return !isResumed;
        }
    }

    /// <summary>The sink wants more.</summary>
    /// <returns>Whether the caller must begin to read; otherwise the thread that reads goes on.</returns>
    public bool Resume()
    {
        while (true)
        {
            var state = Now;
            var isPaused = (state & State.Paused) != 0;
            if (TryMove(state, isPaused ? state & ~State.Paused : state | State.ResumeAsked)) return isPaused;
        }
    }

    /// <summary>The sink did not say "no": a call that would have taken one back means nothing.</summary>
    public void Forget() => Clear(State.ResumeAsked);

    /// <summary>There are bytes to read.</summary>
    /// <returns><c>false</c> when another thread reads, and will read again, or the sink wants nothing.</returns>
    public bool TryBegin()
    {
        while (true)
        {
            var state = Now;
            if ((state & (State.Paused | State.Over)) != 0) return false;

            var isBusy = (state & State.Busy) != 0;
            if (TryMove(state, state | (isBusy ? State.Missed : State.Busy))) return !isBusy;
        }
    }

    /// <summary>Everything is read.</summary>
    /// <returns><c>false</c> when another thread was told meanwhile that there is more.</returns>
    public bool TryFinish()
    {
        while (true)
        {
            var state = Now;
            var isMissed = (state & State.Missed) != 0;
            if (TryMove(state, state & ~(isMissed ? State.Missed : State.Busy))) return !isMissed;
        }
    }

    /// <summary>The thread that reads leaves, though there may be more; the caller makes sure that reading resumes.</summary>
    public void Yield() => Clear(State.Busy | State.Missed);

    /// <summary>The wire is gone.</summary>
    /// <returns><c>false</c> when it was before.</returns>
    public bool TryEnd()
    {
        while (true)
        {
            var state = Now;
            if (TryMove(state, state | State.Over)) return (state & State.Over) == 0;
        }
    }

    private readonly State Now => _state;

    private void Clear(State flags)
    {
        while (true)
        {
            var state = Now;
            if ((state & flags) == 0 || TryMove(state, state & ~flags)) return;
        }
    }

    private bool TryMove(State from, State to) => Interlocked.CompareExchange(ref _state, to, from) == from;
}
