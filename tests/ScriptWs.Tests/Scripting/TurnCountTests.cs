using System.Net;
using System.Text.Json;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Tests.Scripting;

/// <summary>
/// What one message costs, in counts that do not depend on the machine: bytes allocated, and writes. A change that makes one grow fails
/// here; a change that makes one smaller should lower its limit. The handlers are those of the benchmarks' matrix.
/// </summary>
public sealed class TurnCountTests
{
    private const int Batch = 320;

    private const string Say = """{"kind":"say","room":"room","body":"Does anybody know when the train leaves?"}""";

    /// <param name="handler">The file of the handler.</param>
    /// <param name="text">What each client sends.</param>
    /// <param name="atOnce">Messages that arrive together.</param>
    /// <param name="bytes">Bytes that a message may allocate. The runtime leaves out some, depending on what it has inlined.</param>
    /// <param name="writes">Writes to sockets for each message.</param>
    [Theory]
    [InlineData("echo.js", "The quick brown fox jumps over the lazy dog and is home for tea.", 1, 264, 1)]
    [InlineData("echo.js", "The quick brown fox jumps over the lazy dog and is home for tea.", 16, 264, 1.0 / 16)]
    [InlineData("room.js", Say, 1, 1680, 10)]
    [InlineData("rpc.js", null, 1, 7000, 1)]
    public void Message_OfEachRow_TakesNoMoreThanItDid(string handler, string? text, int atOnce, int bytes, double writes)
    {
        using var host = new ScriptHost(ScriptModule.Load(Repository.PathOf($"tests/ScriptWs.Benchmarks/handlers/{handler}")), Services);
        host.Succession.GoLive();
        var worker = new ScriptWorker(100) { Handler = host };
        var clients = Enumerable.Range(0, 10).Select(_ => Open(worker)).ToArray();
        var sent = Enumerable.Repeat(ClientFrame.Text(text ?? Request()), atOnce).SelectMany(static frame => frame).ToArray();
        var received = new byte[sent.Length];

        var (fewest, fewestWrites) = (double.MaxValue, double.MaxValue);
        // The runtime compiles code for good only after no new code was run for a while: other tests put that off.
        var start = TimeProvider.System.GetTimestamp();
        while ((fewest > bytes || fewestWrites > writes) && TimeProvider.System.GetElapsedTime(start) < Patience.Limit)
        {
            // A thread that loses its processor for a while flushes what has waited that long.
            var (allocated, written) = Measure(clients, sent, received, atOnce);
            (fewest, fewestWrites) = (Math.Min(fewest, allocated), Math.Min(fewestWrites, written));
        }

        Assert.True(fewest <= bytes, $"A message allocates {fewest:0} bytes, and {bytes} before.");
        Assert.Equal(writes, fewestWrites);
    }

    private ScriptHostServices Services { get; } = new()
    {
        Registry = new ConnectionRegistry(),
        Clock = TimeProvider.System,
        ScriptLog = new LogLines(),
        Log = new LogLines(),
        WakeAfter = static _ => { },
        Post = static _ => { },
        RequestReplacement = static () => { },
        RequestRestart = static () => { },
        RequestStop = static () => { },
        Budget = ScriptBudget.From(new ScriptOptions { TurnTimeout = TimeSpan.FromMinutes(1) }),
        CloseOnFailure = true,
        Instruments = Instruments.Unobserved.Of(""),
    };

    private static (double Bytes, double Writes) Measure(
        (Connection Connection, CountedWire Wire)[] clients, byte[] sent, byte[] received, int atOnce)
    {
        var before = clients.Sum(static client => client.Wire.Writes);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Batch / atOnce; i++)
        {
            sent.CopyTo(received, 0);
            clients[i % clients.Length].Connection.OnReceived(received);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return ((double)allocated / Batch, (clients.Sum(static client => client.Wire.Writes) - before) / (double)Batch);
    }

    private (Connection Connection, CountedWire Wire) Open(ScriptWorker worker)
    {
        var limits = new LimitsOptions();
        var (clock, wire) = (TimeProvider.System, new CountedWire());
        var (admission, deadlines) = (new Admission(limits, clock), new DeadlineQueue(clock, limits.CloseTimeout));
        var settings = new ConnectionSettings(Services.Registry, admission, limits, new CompressionOptions(), clock, deadlines);
        var request = new UpgradeRequest("/", "room", new Dictionary<string, string>(), [], "");
        var connection = new Connection(wire, worker, settings, request, null);
        connection.Open([]);
        return (connection, wire);
    }

    /// <summary>Some 1 KB.</summary>
    private static string Request()
    {
        var invoices = Enumerable.Range(0, 14).Select(
            static i => new { number = 4000 + i, amount = (19.5 * i) + 5, due = 1_740_000_000 + (i * 86_400), paid = i % 3 == 0 });
        return JsonSerializer.Serialize(new { id = 12, method = "overdue", @params = new { since = 1_740_700_000, invoices } });
    }

    private sealed class CountedWire : ITransport
    {
        public int Writes { get; private set; }

        public EndPoint? RemoteEndPoint => null;

        public EndPoint? LocalEndPoint => null;

        public bool IsSecure => false;

        public TlsInformation? Tls => null;

        public long Unsent => 0;

        public bool HasUnreadInput => false;

        public ITransportSink Sink { get; set; } = null!;

        public int Write(ReadOnlySpan<byte> bytes)
        {
            Writes++;
            return bytes.Length;
        }

        public void ResumeReading()
        {
        }

        public void CloseOutput()
        {
        }

        public void Abort()
        {
        }
    }
}
