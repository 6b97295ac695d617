using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Protocol;
using ScriptWs.Scripting;
using ScriptWs.Tests.Connections;
using ScriptWs.Tests.Scripting;
using ScriptWs.Transport;

namespace ScriptWs.Tests.HostModules;

/// <summary>A script that imports modules of C#, in a host whose turns this test runs.</summary>
internal sealed class ModuleScript : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly BlockingCollection<Action> _posted = [];
    private readonly FakeTimeProvider _clock = new();
    private readonly ConnectionRegistry _registry = new();

    public ModuleScript(string source, Action<ScriptWsModules> add, TimeSpan? turnTimeout = null)
    {
        var table = new HostModuleTable();
        Modules = new ScriptWsModules(table);
        add(Modules);
        try
        {
            File.WriteAllText(Path.Combine(_folder.Path, "main.js"), source);
            Host = new ScriptHost(ScriptModule.Load(Path.Combine(_folder.Path, "main.js"), "scripts/main.js"), new ScriptHostServices
            {
                Registry = _registry,
                HostModules = table,
                Clock = _clock,
                ScriptLog = Said,
                Log = Log,
                WakeAfter = static _ => { },
                Post = _posted.Add,
                RequestReplacement = static () => { },
                RequestRestart = static () => { },
                RequestStop = static () => { },
                Budget = Hosted.Budget with { TurnTimeout = turnTimeout ?? Hosted.Budget.TurnTimeout },
                CloseOnFailure = true,
            });
            Host.Succession.GoLive();
        }
        catch
        {
            _folder.Dispose(); // a script that does not load leaves nothing to dispose of
            throw;
        }
    }

    public ScriptHost Host { get; }

    public ScriptWsModules Modules { get; }

    public LogLines Said { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>Runs <c>onStart</c> of a script that imports everything of <c>host:it</c>, and returns what it logged.</summary>
    public static string Run<T>(T instance, string statements, ScriptModuleOptions? options = null)
        where T : class
    {
        using var script = new ModuleScript(
            $$"""
            import * as it from 'host:it';
            const show = (e) => console.log(`${e.name}${e.code ? ` ${e.code}` : ''}: ${e.message}`);
            export async function onStart() { try { {{statements}} } catch (e) { show(e); } finally { console.log('.'); } }
            """,
            modules => modules.Add("it", instance, options));
        script.Host.OnStart();
        script.PumpUntil(() => script.Said.Lines.Contains("."));
        return string.Join('\n', script.Said.Lines.SkipLast(1));
    }

    /// <summary>Runs what other threads leave for a turn, until something has happened.</summary>
    public void PumpUntil(Func<bool> happened)
    {
        using var limit = new CancellationTokenSource(Bound);
        while (!happened()) _posted.Take(limit.Token)();
    }

    /// <summary>Runs what other threads have left for a turn by now.</summary>
    public void RunPosted()
    {
        while (_posted.TryTake(out var work)) work();
    }

    /// <summary>Opens a connection whose turns this host runs.</summary>
    public (InMemoryTransport Transport, Connection Connection) Open()
    {
        var limits = new LimitsOptions();
        var settings = new ConnectionSettings(
            _registry,
            new Admission(limits, _clock),
            limits,
            new CompressionOptions(),
            _clock,
            new DeadlineQueue(_clock, limits.CloseTimeout));
        var transport = new InMemoryTransport();
        var request = new UpgradeRequest("/shop", "", new Dictionary<string, string>(), [], "127.0.0.1");
        var connection = new Connection(transport, new ScriptWorker(100, NullLogger.Instance) { Handler = Host }, settings, request, null);
        transport.Sink = connection;
        connection.Open([]);
        return (transport, connection);
    }

    public static IReadOnlyList<string> Received(InMemoryTransport transport) => Wire.Received(transport);

    public void Close(Connection connection) => Host.OnDisconnect(connection, new CloseStatus(1000, ""));

    public void Dispose()
    {
        Host.Dispose();
        _posted.Dispose();
        _folder.Dispose();
    }
}
