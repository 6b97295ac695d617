namespace ScriptWs.Configuration;

/// <summary>A rate: a bucket of <see cref="Count"/> tokens that refills evenly over <see cref="Per"/>.</summary>
public sealed record RateOptions
{
    /// <summary>Creates a rate of one per second.</summary>
    public RateOptions()
    {
    }

    /// <summary>Creates a rate.</summary>
    public RateOptions(int count, TimeSpan per) => (Count, Per) = (count, per);

    /// <summary>Number allowed at once, and per period. Default: <c>1</c>.</summary>
    [Setting("Number allowed at once, and per period.", Minimum = 1)]
    public int Count { get; init; } = 1;

    /// <summary>Period in which the full number becomes available again. Default: <c>1s</c>.</summary>
    [Setting("Period in which the full number becomes available again.", Minimum = 1)]
    public TimeSpan Per { get; init; } = TimeSpan.FromSeconds(1);
}
