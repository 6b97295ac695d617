using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Supervision;

/// <summary>
/// Looks from another thread at turns that continue beyond their budget: a long built-in, or C# code that
/// blocks, cannot be cut off. What is done, and when, is a table; each step once for each turn.
/// </summary>
internal sealed class StuckTurns : IDisposable
{
    /// <summary>How often it is looked, as a part of the shortest time of the table, within these bounds.</summary>
    private const int LooksPerStep = 4;

    private static readonly TimeSpan MinPeriod = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxPeriod = TimeSpan.FromSeconds(1);

    private readonly Func<IEnumerable<ScriptSlot>> _slots;
    private readonly Step[] _steps;
    private readonly Dictionary<ScriptSlot, (long Turn, int Taken)> _known = [];
    private readonly ILogger _log;
    private readonly ITimer? _timer;
    private int _looking;
    private int _lost = ScriptStack.Lost;

    /// <param name="options">The times; 0 leaves a step out.</param>
    /// <param name="slots">What is looked at.</param>
    /// <param name="hopeless">Told at the last step; any thread.</param>
    /// <param name="log">What was found and done.</param>
    public StuckTurns(StuckOptions options, Func<IEnumerable<ScriptSlot>> slots, Action<string> hopeless, ILogger<StuckTurns> log)
    {
        (_slots, _log) = (slots, log);
        _steps =
        [
            .. new Step[]
            {
                new(options.Warn, (slot, _, age) => Warn(slot, age)),
                new(options.Stack, (slot, _, _) => TellStack(slot)),
                new(options.Replace, (slot, turn, _) => Replace(slot, turn)),
                new(options.GiveUp, (slot, _, age) => GiveUp(slot, age, hopeless)),
            }.Where(step => step.After > TimeSpan.Zero).OrderBy(step => step, Step.Earlier),
        ];
        if (_steps.Length == 0) return;

        var period = _steps[0].After / LooksPerStep;
        period = period < MinPeriod ? MinPeriod : period > MaxPeriod ? MaxPeriod : period;
        // Real time and not the clock's, like the budget of a turn.
        _timer = TimeProvider.System.Timer("looking for stuck turns", Look, period, period, log);
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        if (Interlocked.Exchange(ref _looking, 1) == 1) return; // a step takes longer than the period
        try
        {
            LookForLostThreads();
            foreach (var slot in _slots()) Look(slot);
        }
        catch (Exception e)
        {
            Log.StuckTurnsBroke(_log, e);
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    /// <summary>A lost thread waits for ever within a turn: the steps of the table take care of its worker.</summary>
    private void LookForLostThreads()
    {
        var lost = ScriptStack.Lost;
        if (lost == _lost) return;

        _lost = lost;
        Log.ThreadsLost(_log, lost);
    }

    private void Look(ScriptSlot slot)
    {
        if (slot.Worker.TurnSince is not { } turn)
        {
            _known.Remove(slot);
            return;
        }

        var steps = _known.TryGetValue(slot, out var watched) && watched.Turn == turn ? watched.Taken : 0;
        // A turn that is asked for its processor time, and has some left, lasts because the machine is busy.
        var since = Math.Max(turn, slot.Host?.ContinuedAt ?? 0);
        var age = TimeSpan.FromMilliseconds(Environment.TickCount64 - since);
        while (steps < _steps.Length && age >= _steps[steps].After) _steps[steps++].Take(slot, turn, age);
        if (steps > 0) _known[slot] = (turn, steps);
    }

    private void Warn(ScriptSlot slot, TimeSpan age) =>
        Log.TurnStuck(_log, Describe(slot), age.TotalSeconds, slot.Host?.File, slot.Host?.Generation);

    private void TellStack(ScriptSlot slot)
    {
        var stack = slot.Host?.PeekAtPlace() ?? "no script runs; it is C# code.";
        Log.StuckTurnStack(_log, Describe(slot), stack, slot.Host?.File, slot.Host?.Generation);
    }

    private void Replace(ScriptSlot slot, long turn)
    {
        if (slot.TryReplaceStuck(turn)) Log.StuckWorkerReplaced(_log, Describe(slot), slot.Host?.File, slot.Host?.Generation);
    }

    private void GiveUp(ScriptSlot slot, TimeSpan age, Action<string> hopeless)
    {
        var problem = $"a turn of {Describe(slot)} has run for {age.TotalSeconds:0.#} s and cannot be ended";
        Log.StuckTurnHopeless(_log, problem);
        hopeless(problem);
    }

    private static string Describe(ScriptSlot slot) => slot.Host?.Describe() ?? "C# code";

    /// <summary>What is done to a turn of an age. A class: sorting structs is code that is compiled at each start.</summary>
    private sealed record Step(TimeSpan After, Action<ScriptSlot, long, TimeSpan> Take)
    {
        public static Comparer<Step> Earlier { get; } = Comparer<Step>.Create(static (one, other) => one.After.CompareTo(other.After));
    }
}
