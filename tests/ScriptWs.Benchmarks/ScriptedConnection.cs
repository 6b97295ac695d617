using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Benchmarks;

/// <summary>A connection whose messages a script handles under default budgets, and whose client always sends the same.</summary>
internal sealed class ScriptedConnection : IDisposable
{
    /// <summary>Messages that come at once.</summary>
    public const int Frames = 16;

    private readonly byte[] _sent = TextFrames.Of(Frames, letters: 64);
    private readonly byte[] _received = new byte[Frames * 70];
    private readonly string _folder = Directory.CreateTempSubdirectory("scriptws-benchmark-").FullName;
    private readonly Connection _connection;

    /// <param name="body">Of <c>onMessage(connection, text)</c>.</param>
    /// <param name="instruments">What turns are told to.</param>
    public ScriptedConnection(string body, EndpointInstruments instruments)
    {
        var file = Path.Combine(_folder, "handler.js");
        File.WriteAllText(file, $"export function onMessage(connection, text) {{ {body}; }}");
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
            Post = static _ => { },
            RequestReplacement = () => { },
            RequestRestart = () => { },
            RequestStop = () => { },
            Budget = ScriptBudget.From(options),
            CloseOnFailure = true,
            Instruments = instruments,
        });
        host.Succession.GoLive();
        slot.Handler = host;
        var settings = new ConnectionSettings(registry, new Admission(limits, clock), limits, new CompressionOptions(), clock, new DeadlineQueue(clock, limits.CloseTimeout));
        _connection = new Connection(new NullTransport(), slot, settings, new UpgradeRequest("/", "", new Dictionary<string, string>(), [], ""), null);
        _connection.Open([]);
    }

    /// <summary>All frames come, are handled, and what was sent leaves.</summary>
    public bool Receive()
    {
        _sent.CopyTo(_received, 0);
        return _connection.OnReceived(_received);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
