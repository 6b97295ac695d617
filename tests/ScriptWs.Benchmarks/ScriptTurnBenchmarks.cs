using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Benchmarks;

/// <summary>What a message costs from the bytes that arrive to the bytes that leave, a script's handler between, under default budgets.</summary>
[MemoryDiagnoser]
public class ScriptTurnBenchmarks
{
    private const int Frames = 16;

    private readonly byte[] _sent = ClientFrames.Text(Frames, letters: 64);
    private readonly byte[] _received = new byte[Frames * 70];
    private readonly string _folder = Directory.CreateTempSubdirectory("scriptws-benchmark-").FullName;
    private Connection _connection = null!;

    [Params("connection.send(text)", "connection.send(JSON.stringify({ ...JSON.parse('{\"a\":1,\"b\":[1,2,3],\"c\":\"text\"}'), text }))")]
    public string Body { get; set; } = "";

    [GlobalSetup]
    public void Start()
    {
        var file = Path.Combine(_folder, "handler.js");
        File.WriteAllText(file, $"export function onMessage(connection, text) {{ {Body}; }}");
        var clock = TimeProvider.System;
        var registry = new ConnectionRegistry();
        var limits = new LimitsOptions();
        var options = new ScriptOptions();
        var slot = new ScriptWorker(options.Mailbox);
        var host = new ScriptHost(ScriptModule.Load(file), new ScriptHostServices
        {
            Registry = registry,
            Clock = clock,
            ScriptLog = NullLogger.Instance,
            Log = NullLogger.Instance,
            WakeAfter = _ => { },
            RequestReplacement = () => { },
            RequestRestart = () => { },
            RequestStop = () => { },
            Budget = ScriptBudget.From(options),
            CloseOnFailure = true,
        });
        host.GoLive();
        slot.Handler = host;
        var settings = new ConnectionSettings(registry, new Admission(limits, clock), limits, new CompressionOptions(), clock, new DeadlineQueue(clock, limits.CloseTimeout));
        _connection = new Connection(new NullTransport(), slot, settings, new UpgradeRequest("/", "", new Dictionary<string, string>(), [], ""), null);
        _connection.Open([]);
    }

    [GlobalCleanup]
    public void Stop() => Directory.Delete(_folder, recursive: true);

    [Benchmark(OperationsPerInvoke = Frames)]
    public bool Echo()
    {
        _sent.CopyTo(_received, 0);
        return _connection.OnReceived(_received);
    }
}
