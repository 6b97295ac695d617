namespace ScriptWs.Cli.Supervising;

/// <summary>A process that serves, with what is expected of it and until when. Under the supervisor's lock.</summary>
internal sealed class WatchedChild(IChild child, TimeProvider clock)
{
    private readonly Dictionary<Expectation, (long Since, TimeSpan Limit, string Otherwise)> _expected = [];

    private enum Expectation
    {
        /// <summary>Again and again, until it ends.</summary>
        Life,

        /// <summary>Once: to serve, or to end.</summary>
        Progress,
    }

    public IChild Child { get; } = child;

    /// <summary>Why the supervisor has killed it; <c>null</c> if it has not.</summary>
    public string? KilledFor { get; private set; }

    /// <summary>Until the first expectation is disappointed; <c>null</c> when nothing is expected.</summary>
    public TimeSpan? DueIn => KilledFor is null && _expected.Count > 0 ? _expected.Values.Min(answer => answer.Limit - clock.GetElapsedTime(answer.Since)) : null;

    public void ExpectLife(TimeSpan within)
    {
        if (within > TimeSpan.Zero) _expected[Expectation.Life] = (clock.GetTimestamp(), within, $"it gave no sign of life for {within.TotalSeconds:0.#} s");
    }

    public void ExpectProgress(TimeSpan within, string otherwise) => _expected[Expectation.Progress] = (clock.GetTimestamp(), within, otherwise);

    public void Progressed() => _expected.Remove(Expectation.Progress);

    public void ShowedLife()
    {
        if (_expected.TryGetValue(Expectation.Life, out var life)) _expected[Expectation.Life] = life with { Since = clock.GetTimestamp() };
    }

    /// <summary>The supervisor itself stood still for so long: that is not the child's fault.</summary>
    public void Forgive(TimeSpan time)
    {
        foreach (var (what, one) in _expected.ToList()) _expected[what] = one with { Limit = one.Limit + time };
    }

    /// <summary>Kills it if it disappoints an expectation.</summary>
    public void KillIfOverdue()
    {
        if (DueIn is not { } due || due > TimeSpan.Zero) return;
        KilledFor = _expected.Values.First(answer => clock.GetElapsedTime(answer.Since) >= answer.Limit).Otherwise;
        Child.Kill();
    }

    /// <summary>How it ended, for people.</summary>
    public string Describe(int exitCode) => KilledFor is { } reason
        ? $"was killed: {reason}"
        : exitCode > SignalOffset ? $"was ended by signal {exitCode - SignalOffset}" : $"ended with exit code {exitCode}";

    /// <summary>What shells and .NET add to the number of the signal that ended a process.</summary>
    private const int SignalOffset = 128;
}
