using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Supervision;

namespace ScriptWs.Running;

/// <summary>The heartbeat of a run, which new options replace.</summary>
internal sealed class CurrentHeartbeat : IDisposable
{
    private readonly RunContext _run;
    private volatile Heartbeat? _current;

    public CurrentHeartbeat(RunContext run)
    {
        _run = run;
        _current = Create();
    }

    /// <summary><c>null</c> while the heartbeat is off.</summary>
    public Heartbeat? Value => _current;

    public bool IsIdle => _current is null or { IsIdle: true };

    /// <summary>Every connection starts over with the new heartbeat, each on its worker's turn. New connections have it already.</summary>
    /// <param name="slots">The workers.</param>
    /// <param name="registry">Their connections.</param>
    public void Renew(IEnumerable<ScriptSlot> slots, ConnectionRegistry registry)
    {
        var (replaced, renewed) = (_current, Create());
        _current = renewed;
        foreach (var slot in slots)
        {
            slot.Worker.Post(ConnectionEvent.Work(() =>
            {
                foreach (var connection in registry.Snapshot().Where(connection => connection.IsOn(slot.Worker)))
                {
                    if (renewed is null) Heartbeat.Forget(connection);
                    else renewed.Watch(connection, slot);
                }
            }));
        }

        replaced?.Dispose();
    }

    public void Dispose() => _current?.Dispose();

    private Heartbeat? Create() => _run.Options.Heartbeat is { Enabled: true } options
        ? new Heartbeat(options, _run.Clock, _run.Loggers.CreateLogger<Heartbeat>(), _run.Hooks.Instruments)
        : null;
}
