using System.Diagnostics;

namespace ScriptWs.Cli.Benching;

/// <summary>When the run began, what part of it is measured, and when a sender's messages are due.</summary>
internal sealed class BenchClock
{
    private readonly BenchPlan _plan;
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly double _interval;

    public BenchClock(BenchPlan plan)
    {
        _plan = plan;
        From = _begin + Ticks(plan.WarmUp);
        To = From + Ticks(plan.Duration);
        _interval = plan.Rate == 0 ? 0 : (double)Stopwatch.Frequency / plan.Rate;
    }

    /// <summary>The measured time begins.</summary>
    public long From { get; }

    /// <summary>The run has ended: nothing is sent any more.</summary>
    public long To { get; private set; }

    /// <summary>Whether messages are due by the clock, and not by the answers.</summary>
    public bool HasRate => _plan.Rate > 0;

    /// <summary>Measures for longer.</summary>
    public void Extend(TimeSpan time) => To += Ticks(time);

    public static long Now => Stopwatch.GetTimestamp();

    /// <summary>When a sender's message is due; the senders take turns.</summary>
    public long DueAt(int sender, long message) => _begin + (long)((sender + (message * _plan.Senders)) * _interval);

    /// <summary>How many of a sender's messages are due before a time.</summary>
    public long DueBefore(int sender, long time)
    {
        var all = Math.Max(0, (Math.Min(time, To) - _begin) / _interval);
        return (long)Math.Ceiling(Math.Max(0, all - sender) / _plan.Senders);
    }

    public static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    public static double Milliseconds(double ticks) => ticks * 1000 / Stopwatch.Frequency;
}
