namespace ScriptWs.Configuration;

/// <summary>A rate: a bucket of <see cref="Count"/> tokens, refilled evenly over <see cref="Per"/>.</summary>
public sealed record RateOptions
{
    /// <summary>Creates a rate of one per second.</summary>
    public RateOptions()
    {
    }

    /// <summary>Creates a rate.</summary>
    public RateOptions(int count, TimeSpan per) => (Count, Per) = (count, per);

    /// <summary>How many at once, and in each <see cref="Per"/>; at least 1.</summary>
    [Setting("How many at once, and how many in each \"per\".", Minimum = 1)]
    public int Count { get; init; } = 1;

    /// <summary>The time in which an empty bucket fills; default 1 s.</summary>
    [Setting("The time in which an empty bucket fills.", Minimum = 1)]
    public TimeSpan Per { get; init; } = TimeSpan.FromSeconds(1);
}
