using System.Diagnostics;
using ScriptWs.Cli.Client;
using ScriptWs.Cli.Handover;

namespace ScriptWs.Cli.Benching;

/// <summary>One run: connects, lets the messages go, and counts.</summary>
internal sealed class BenchRun(BenchPlan plan, ClientOptions options, BenchProgress progress, TimeProvider time)
{
    private const int MaxConnecting = 64;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(1);

    /// <summary>More time for a run that has measured nothing yet.</summary>
    private static readonly TimeSpan Extension = TimeSpan.FromMilliseconds(500);

    /// <summary>After them, nothing comes back.</summary>
    private const int MaxExtensions = 10;

    private readonly BenchTally[] _tallies = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new BenchTally())];
    private long _delivered;

    /// <exception cref="ClientException">The connections did not come about.</exception>
    public async Task<BenchResult> RunAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var opened = await ConnectAsync(cancellationToken);
        var connecting = Stopwatch.GetElapsedTime(began);

        var clock = new BenchClock(plan);
        var frames = new BenchFrames(plan.Size, plan.Depth);
        var senders = opened.Select((stream, index) => new BenchSender(stream.Stream, index, plan, clock, frames)).ToList();
        var connections = opened.Select((stream, index) => ConnectionOf(stream, index, clock, senders)).ToList();
        var reading = connections.Select(connection => Task.Run(connection.ReadAsync, CancellationToken.None)).ToList();
        try
        {
            return await MeasureAsync(clock, connections, cancellationToken) with { Connecting = connecting };
        }
        finally
        {
            foreach (var connection in connections) await connection.DisposeAsync();
            await Task.WhenAll(reading);
        }
    }

    private BenchConnection ConnectionOf(OpenedStream stream, int index, BenchClock clock, List<BenchSender> senders) =>
        new(stream, senders[index], plan, clock, _tallies[index % _tallies.Length])
        {
            Delivered = plan.Mode == BenchMode.FanOut && index > 0 ? count => Deliver(senders[0], count) : null,
        };

    private async Task<BenchResult> MeasureAsync(BenchClock clock, List<BenchConnection> connections, CancellationToken cancellationToken)
    {
        var senders = connections.Take(plan.Senders).Select(connection => connection.Sender).ToList();
        if (!clock.HasRate) Pump(senders);

        await RunUntilAsync(clock.From, "warming up", clock, senders, cancellationToken);
        var (from, before) = (BenchClock.Now, BenchCost.SoFar(Answered));
        await RunUntilAsync(clock.To, "measuring", clock, senders, cancellationToken);
        // A server that stood still for all of a short time, or a machine that did, is no server that sends nothing back.
        for (var i = 0; i < MaxExtensions && !HasMeasured && connections.All(connection => connection.Loss is null); i++)
        {
            clock.Extend(Extension);
            if (!clock.HasRate) Pump(senders);
            await RunUntilAsync(clock.To, "measuring", clock, senders, cancellationToken);
        }

        var (to, cost) = (BenchClock.Now, BenchCost.SoFar(Answered) - before);

        var lost = connections.Where(connection => connection.Loss is not null).ToList();
        await AwaitAnswersAsync(connections, senders, cancellationToken);

        var latencies = new LatencyHistogram();
        foreach (var tally in _tallies) latencies.Add(tally.Latencies);
        var unsent = 0L;
        for (var sender = 0; clock.HasRate && sender < senders.Count; sender++)
        {
            // What never left took at least until now; without it a server that stands still would look fast.
            for (var message = senders[sender].Sent; message < clock.DueBefore(sender, clock.To); message++, unsent++)
                latencies.Record(clock.To - clock.DueAt(sender, message));
        }

        return new BenchResult(plan)
        {
            Rate = cost.Messages / Stopwatch.GetElapsedTime(from, to).TotalSeconds,
            Measured = Stopwatch.GetElapsedTime(from, to),
            Latencies = latencies,
            Unanswered = senders.Sum(sender => sender.Unanswered),
            Unsent = unsent,
            Foreign = _tallies.Sum(tally => tally.Foreign),
            Lost = lost.Count,
            FirstLoss = lost.FirstOrDefault()?.Loss,
            Cost = cost,
        };
    }

    private bool HasMeasured => _tallies.Any(tally => tally.Latencies.Count > 0);

    private long Answered => _tallies.Sum(tally => tally.Answered);

    private async Task<OpenedStream[]> ConnectAsync(CancellationToken cancellationToken)
    {
        var opened = new OpenedStream?[plan.Connections];
        try
        {
            var connecting = new ParallelOptions { MaxDegreeOfParallelism = MaxConnecting, CancellationToken = cancellationToken };
            opened[0] = await OpenedStream.OpenAsync(options, time, cancellationToken); // a wrong password is one failed attempt, not 64
            await Parallel.ForAsync(1, opened.Length, connecting, OpenOneAsync);
            return opened!;
        }
        catch
        {
            foreach (var stream in opened.OfType<OpenedStream>()) await stream.Stream.DisposeAsync();
            throw;
        }

        async ValueTask OpenOneAsync(int index, CancellationToken ended) => opened[index] = await OpenedStream.OpenAsync(options, time, ended);
    }

    /// <summary>Waits for a time; meanwhile lets go what is due, and tells how it goes once a second.</summary>
    private async Task RunUntilAsync(
        long end, string phase, BenchClock clock, List<BenchSender> senders, CancellationToken cancellationToken)
    {
        var (reported, answered) = (BenchClock.Now, Answered);
        using var ticks = new PeriodicTimer(clock.HasRate ? Tick : TimeSpan.FromMilliseconds(20), time);
        while (BenchClock.Now is var now && now < end && await ticks.WaitForNextTickAsync(cancellationToken))
        {
            if (clock.HasRate) Pump(senders);
            if (Stopwatch.GetElapsedTime(reported, now) < Report) continue;

            var current = Answered;
            progress.Show(phase, (current - answered) / Stopwatch.GetElapsedTime(reported, now).TotalSeconds, _tallies);
            (reported, answered) = (now, current);
        }
    }

    private static async Task AwaitAnswersAsync(
        List<BenchConnection> connections, List<BenchSender> senders, CancellationToken cancellationToken)
    {
        var until = BenchClock.Now + BenchClock.Ticks(BenchPlan.Patience);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (BenchClock.Now < until
            && senders.Any(sender => sender.Unanswered > 0)
            && connections.All(connection => connection.Loss is null)
            && await ticks.WaitForNextTickAsync(cancellationToken))
        {
        }
    }

    private void Deliver(BenchSender sender, int count)
    {
        sender.AnswerTo(Interlocked.Add(ref _delivered, count) / plan.Receivers);
        _ = sender.PumpAsync();
    }

    private static void Pump(List<BenchSender> senders)
    {
        foreach (var sender in senders) _ = sender.PumpAsync();
    }
}
