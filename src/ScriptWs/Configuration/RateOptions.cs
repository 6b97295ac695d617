namespace ScriptWs.Configuration;

/// <summary>A rate: a bucket of <paramref name="Count"/> tokens, refilled evenly over <paramref name="Per"/>.</summary>
/// <param name="Count">How many at once, and in each <paramref name="Per"/>; at least 1.</param>
/// <param name="Per">A duration.</param>
public sealed record RateOptions(int Count, TimeSpan Per);
