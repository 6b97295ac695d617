using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Benchmarks.Calling;

/// <summary>A script whose messages call C#, on a worker of its own, and a connection without a wire.</summary>
internal sealed class CallingScript : IDisposable
{
    /// <summary>Messages that wait for C# at most.</summary>
    private const int InFlight = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("scriptws-benchmark-").FullName;
    private readonly ScriptSlot _slot;
    private readonly Connection _connection;
    private readonly ConnectionEvent _message;

    /// <param name="body">Of <c>onMessage(connection, text)</c>.</param>
    public CallingScript(string body)
    {
        var file = Path.Combine(_folder, "handler.js");
        var kind = body.Contains("await", StringComparison.Ordinal) ? "async function" : "function";
        File.WriteAllText(file, $"import * as it from 'host:it'; export {kind} onMessage(connection, text) {{ {body}; }}");
        var (clock, registry, limits, options) = (TimeProvider.System, new ConnectionRegistry(), new LimitsOptions(), new ScriptOptions());
        var modules = new HostModuleTable();
        new ScriptWsModules(modules).Add("it", new Called());
        _slot = new ScriptSlot(options.Mailbox, clock, NullLogger.Instance);
        _slot.Begin(() => new ScriptHost(ScriptModule.Load(file), new ScriptHostServices
        {
            Registry = registry,
            HostModules = modules,
            Clock = clock,
            ScriptLog = NullLogger.Instance,
            Log = NullLogger.Instance,
            WakeAfter = _slot.WakeAfter,
            Post = _slot.Post,
            RequestReplacement = () => { },
            RequestRestart = () => { },
            RequestStop = () => { },
            Budget = ScriptBudget.From(options),
            CloseOnFailure = true,
            Instruments = Instruments.Unobserved.Of(""),
        }));
        _slot.Worker.Handler = _slot.Host!;
        var deadlines = new DeadlineQueue(clock, limits.CloseTimeout);
        var settings = new ConnectionSettings(registry, new Admission(limits, clock), limits, new CompressionOptions(), clock, deadlines);
        var request = new UpgradeRequest("/", "", new Dictionary<string, string>(), [], "");
        _connection = new Connection(new NullTransport(), _slot.Worker, settings, request, null);
        _connection.Open([]);
        var text = new byte[64];
        Array.Fill(text, (byte)'x');
        _message = ConnectionEvent.Work(() => _slot.Host!.OnText(_connection, text));
    }

    /// <summary>Runs messages, and waits until each is answered.</summary>
    public void Run(int messages)
    {
        var answered = _connection.Traffic.MessagesSent;
        for (var i = 0; i < messages; i++)
        {
            _slot.Worker.Post(_message);
            if (i >= InFlight) WaitFor(answered + i - InFlight);
        }

        WaitFor(answered + messages);
    }

    public void Dispose()
    {
        _slot.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void WaitFor(long answers)
    {
        var wait = default(SpinWait);
        while (_connection.Traffic.MessagesSent < answers) wait.SpinOnce(sleep1Threshold: -1);
    }
}
