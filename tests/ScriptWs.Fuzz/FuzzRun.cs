using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ScriptWs.Fuzz;

/// <summary>Tries inputs of one target until its time is over, and tells what failed and how to see it again.</summary>
/// <param name="options">What to try.</param>
/// <param name="name">The target.</param>
/// <param name="output">Where progress and failures go.</param>
/// <param name="isAlone">Whether nothing else runs in this process, so that its memory and lost exceptions are the target's.</param>
public sealed class FuzzRun(FuzzOptions options, string name, TextWriter output, bool isAlone)
{
    /// <summary>One input takes milliseconds, but a machine may be very busy: only an input without an end takes so long.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>More failures would say the same again.</summary>
    private const int MaxFailures = 10;

    /// <summary>What may be kept after a run, beside what was there before: pools and code.</summary>
    private const long MaxKept = 96 << 20;

    /// <summary>What took longest: worth a look, though it is no failure.</summary>
    private (TimeSpan Time, int Seed) _slowest;

    private volatile StrongBox<(int Seed, byte[] Input)>? _current;

    /// <summary>Inputs that were tried.</summary>
    public long Tried { get; private set; }

    public int Failures { get; private set; }
    /// <param name="seconds">This target's share of the time.</param>
    public async Task RunAsync(double seconds)
    {
        var target = await FuzzTargets.CreateAsync(name).ConfigureAwait(false);
        try
        {
            if (isAlone) await TryAloneAsync(target, seconds).ConfigureAwait(false);
            else await TryAllAsync(target, TimeSpan.FromSeconds(seconds)).ConfigureAwait(false);
        }
        finally
        {
            await target.DisposeAsync().ConfigureAwait(false);
        }

        output.WriteLine($"{name}: {Tried} inputs, {Failures} failures; seed {_slowest.Seed} took longest ({_slowest.Time.TotalMilliseconds:0} ms)");
    }

    /// <summary>With an eye on what concerns the whole process.</summary>
    private async Task TryAloneAsync(IFuzzTarget target, double seconds)
    {
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        TaskScheduler.UnobservedTaskException += OnUnobserved;
        try
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await TryAllAsync(target, TimeSpan.FromSeconds(seconds)).ConfigureAwait(false);
            CheckMemory(before);
        }
        finally
        {
            AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
            TaskScheduler.UnobservedTaskException -= OnUnobserved;
        }
    }

    private async Task TryAllAsync(IFuzzTarget target, TimeSpan time)
    {
        var seeds = Corpus.FilesOf(name).Select(File.ReadAllBytes).ToList();
        foreach (var seed in seeds) await TryAsync(target, options.Seed, seed).ConfigureAwait(false);

        var (watch, told) = (Stopwatch.StartNew(), TimeSpan.Zero);
        for (var number = 0L; watch.Elapsed < time && number < options.Count && Failures < MaxFailures; number++)
        {
            var seed = unchecked(options.Seed + (int)number);
            var random = new Random(seed);
            var input = seeds.Count > 0 && random.Next(10) == 0 ? seeds[random.Next(seeds.Count)] : target.Generate(random);
            if (random.Next(2) == 0) input = target.Mutate(random, input);
            await TryAsync(target, seed, input).ConfigureAwait(false);
            if (watch.Elapsed - told < BetweenLines) continue;

            told = watch.Elapsed;
            output.WriteLine($"{name}: {Tried} inputs in {told.TotalSeconds:0} s, {Failures} failures, seed {seed}");
        }
    }

    private async Task TryAsync(IFuzzTarget target, int seed, byte[] input)
    {
        _current = new((seed, input));
        Tried++;
        var began = Stopwatch.GetTimestamp();
        try
        {
            // On the pool, so that one that never ends is noticed here.
            await Task.Run(() => target.RunAsync(input)).WaitAsync(MaxTime).ConfigureAwait(false);
            if (Stopwatch.GetElapsedTime(began) is var time && time > _slowest.Time) _slowest = (time, seed);
        }
        catch (TimeoutException)
        {
            Report(seed, input, $"did not end within {MaxTime.TotalMinutes} minutes");
            if (isAlone) Environment.Exit(1); // whatever comes after it would be blamed for it
            throw;
        }
        catch (Exception e)
        {
            Report(seed, input, e is FuzzFailureException ? e.Message : e.ToString());
        }
    }

    private void CheckMemory(long before)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers(); // tasks whose exceptions nobody has looked at tell so now
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        if (kept <= MaxKept) return;

        Failures++;
        output.WriteLine($"FAILED {name}: {kept >> 20} MiB more are held after {Tried} inputs ({MaxKept >> 20} at most)\n  again: --target {name} --seed {options.Seed} --count {Tried}");
    }

    private void OnUnhandled(object sender, UnhandledExceptionEventArgs e)
    {
        if (_current is { Value: var (seed, input) }) Report(seed, input, $"ended the process: {e.ExceptionObject}");
    }

    /// <summary>An exception that got lost: something stopped in the middle. Which input it was cannot be told any more, so the last one is named.</summary>
    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        e.SetObserved();
        if (_current is { Value: var (seed, input) }) Report(seed, input, $"an exception got lost, here or in one of the inputs before: {e.Exception.InnerException}");
    }

    private void Report(int seed, byte[] input, string what)
    {
        Failures++;
        var file = Corpus.Keep(options.Found, name, input);
        output.WriteLine($"FAILED {name}, seed {seed}, {input.Length} bytes: {what}\n  again: dotnet run --project tests/ScriptWs.Fuzz -- --target {name} --case {file}");
    }
}
