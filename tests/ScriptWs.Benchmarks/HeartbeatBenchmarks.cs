using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Supervision;

namespace ScriptWs.Benchmarks;

/// <summary>
/// What the heartbeat costs in 30 s, its default interval: every connection is pinged once and answers, without the system's
/// share of reading and writing. Divided by 30 s it is the part of a core that it takes.
/// </summary>
[MemoryDiagnoser]
public class HeartbeatBenchmarks
{
    private readonly SteppedClock _clock = new();
    private readonly Queue<ITransportSink> _pinged = new();
    private readonly HeartbeatOptions _options = new();
    private Connection _last = null!;

    [Params(10_000, 100_000)]
    public int Connections { get; set; }

    [GlobalSetup]
    public void Open()
    {
        var limits = new LimitsOptions();
        var settings = new ConnectionSettings(
            new ConnectionRegistry(), new Admission(limits, _clock), limits, new CompressionOptions(), _clock, new DeadlineQueue(_clock, limits.CloseTimeout));
        var heartbeat = new Heartbeat(_options, _clock, NullLogger<Heartbeat>.Instance);
        var slot = new ScriptSlot(4096, _clock, NullLogger.Instance);
        for (var i = 0; i < Connections; i++)
        {
            var transport = new NullTransport { Written = _pinged.Enqueue };
            _last = new Connection(transport, slot.Worker, settings, new UpgradeRequest("/", "", new Dictionary<string, string>(), [], ""), null);
            transport.Sink = _last;
            heartbeat.Watch(_last, slot);
        }

        OneInterval();
    }

    [Benchmark]
    public long OneInterval()
    {
        _clock.Pass(_options.Interval, AnswerAll);
        return _last.BytesSent;
    }

    /// <summary>Pongs without a payload: they are read, and are life, though they answer no Ping.</summary>
    private void AnswerAll()
    {
        Span<byte> pong = stackalloc byte[6];
        while (_pinged.TryDequeue(out var sink))
        {
            pong.Clear();
            (pong[0], pong[1]) = (0x8A, 0x80);
            sink.OnReceived(pong);
        }
    }
}
