using System.Diagnostics;
using ScriptWs.Reload;
using ScriptWs.Supervision;

namespace ScriptWs.Http.Admin;

/// <summary>What all who look at the page see alike: figures of the last minutes, and what happened. Any thread.</summary>
internal sealed class AdminView : IDisposable
{
    /// <summary>Seconds of figures, and events, that are kept.</summary>
    private const int MaxSamples = 300, MaxEvents = 100;

    private readonly Lock _lock = new();
    private readonly Queue<AdminSample> _samples = new(MaxSamples);
    private readonly Queue<AdminEvent> _events = new(MaxEvents);
    private readonly AdminMeter _meter;
    private readonly ScriptWsServer _server;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly Process _process = Process.GetCurrentProcess();
    private AdminTotals _last;
    private long _lastAt;

    public AdminView(ScriptWsServer server, AdminLog log, TimeProvider clock)
    {
        (_server, Log, _clock, _began, _lastAt) = (server, log, clock, clock.GetTimestamp(), clock.GetTimestamp());
        _meter = new AdminMeter(server);
        _last = ReadTotals();
        Remember(server.Status);
    }

    public AdminLog Log { get; }

    public AdminSample[] Samples
    {
        get
        {
            lock (_lock) return [.. _samples];
        }
    }

    /// <summary>Once a second: what happened since the last time.</summary>
    public void Sample()
    {
        var now = ReadTotals();
        lock (_lock)
        {
            var seconds = Math.Max(0.001, _clock.GetElapsedTime(_lastAt).TotalSeconds);
            if (_samples.Count == MaxSamples) _samples.Dequeue();
            _samples.Enqueue(AdminSample.Between(_last, now, seconds, _clock.GetUtcNow().ToUnixTimeMilliseconds()));
            (_last, _lastAt) = (now, _clock.GetTimestamp());
        }
    }

    public void Remember(ServerStatus status) =>
        Remember(new AdminEvent(_clock.GetUtcNow(), "watchdog", status.Cause is null ? $"The server is {Name(status)}." : $"The server is {Name(status)}: {status.Cause} ({status.Attempts} attempts)."));

    public void Remember(ReloadResult result) =>
        Remember(new AdminEvent(_clock.GetUtcNow(), "reload", $"{result.Script}: {result.Outcome.ToString().ToLowerInvariant()}, generation {result.Generation} runs. {result.Problem}".TrimEnd()));

    /// <summary>A user of the page did something.</summary>
    public void Remember(string user, string what) => Remember(new AdminEvent(_clock.GetUtcNow(), "admin", $"{user}: {what}"));

    /// <returns>How the server is now, for JSON.</returns>
    public object State()
    {
        AdminEvent[] events;
        AdminSample? sample;
        AdminTotals totals;
        lock (_lock) (events, sample, totals) = ([.. _events], _samples.LastOrDefault(), _last);
        var options = _server.Options;
        return new
        {
            status = Name(_server.Status),
            cause = _server.Status.Cause,
            uptime = (long)_clock.GetElapsedTime(_began).TotalSeconds,
            addresses = _server.Addresses,
            open = _server.ConnectionCount,
            readOnly = options.Admin.ReadOnly,
            heartbeat = options.Heartbeat.Enabled ? $"{options.Heartbeat.Interval.TotalSeconds:0.###} s, {options.Heartbeat.Timeout.TotalSeconds:0.###} s for the answer" : "off",
            scripts = _server.Scripts,
            jobs = _server.Scripts.SelectMany(JobsOf),
            storage = _server.Storage,
            cluster = _server.Cluster,
            totals,
            sample,
            events,
        };
    }

    public void Dispose()
    {
        _meter.Dispose();
        _process.Dispose();
    }

    private static IEnumerable<object> JobsOf(ScriptStatus script) => script.Jobs.Select(job => new
    {
        job.Name,
        script = script.Path,
        script.Endpoint,
        job.Schedule,
        job.Next,
        job.Last,
        job.IsRunning,
        result = job.LastResult?.ToString().ToLowerInvariant(),
        milliseconds = job.LastDuration is { } took ? Math.Round(took.TotalMilliseconds, 1) : (double?)null,
    });

    private static string Name(ServerStatus status) => status.State.ToString().ToLowerInvariant();

    private void Remember(AdminEvent happened)
    {
        lock (_lock)
        {
            if (_events.Count == MaxEvents) _events.Dequeue();
            _events.Enqueue(happened);
        }
    }

    private AdminTotals ReadTotals()
    {
        _process.Refresh();
        var totals = _meter.Read();
        return totals with
        {
            Processor = _process.TotalProcessorTime.TotalSeconds,
            Memory = _process.WorkingSet64,
            Heap = GC.GetTotalMemory(forceFullCollection: false),
            Threads = ThreadPool.ThreadCount,
        };
    }
}
