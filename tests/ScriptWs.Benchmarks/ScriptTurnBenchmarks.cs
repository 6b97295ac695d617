using BenchmarkDotNet.Attributes;
using ScriptWs.Diagnostics;

namespace ScriptWs.Benchmarks;

/// <summary>What a message costs from the bytes that arrive to the bytes that leave, a script's handler between, under default budgets.</summary>
[MemoryDiagnoser]
public class ScriptTurnBenchmarks
{
    private ScriptedConnection _connection = null!;

    [Params("connection.send(text)", "connection.send(JSON.stringify({ ...JSON.parse('{\"a\":1,\"b\":[1,2,3],\"c\":\"text\"}'), text }))")]
    public string Body { get; set; } = "";

    [GlobalSetup]
    public void Start() => _connection = new ScriptedConnection(Body, Instruments.Unobserved.Of(""));

    [GlobalCleanup]
    public void Stop() => _connection.Dispose();

    [Benchmark(OperationsPerInvoke = ScriptedConnection.Frames)]
    public bool Echo() => _connection.Receive();
}
