using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Reload;
using ScriptWs.Scripting;

namespace ScriptWs.Endpoints;

/// <summary>One path of the server while it runs: its options and the workers that serve it.</summary>
internal sealed class Endpoint(EndpointOptions options, ScriptReloader? reloader, IReadOnlyList<ScriptSlot> slots) : IEndpoint
{
    private uint _next;

    public EndpointOptions Options => options;

    /// <summary>Whether its script knows a connection. Any thread: a moment later it may be otherwise.</summary>
    public bool HasConnections => slots.Any(slot => slot.Host is { HasConnections: true });

    /// <summary>Its script, if it has one.</summary>
    public ScriptReloader? Reloader => reloader;

    public ScriptModule? Script => reloader?.Module;

    public IReadOnlyList<ScriptSlot> Slots => slots;

    public string Path => options.Path;

    /// <summary>The same workers and the same script under other options.</summary>
    public Endpoint With(EndpointOptions next) => new(next, reloader, slots);

    /// <summary>The slot of a worker, or of the next one.</summary>
    public ScriptSlot SlotOf(IMailbox? mailbox) => slots.FirstOrDefault(slot => slot.Worker == mailbox) ?? slots[0];

    public IReadOnlyList<string> Subprotocols => options.Subprotocols;

    /// <summary>The worker of the next connection, which stays on it.</summary>
    public IMailbox NextMailbox() => slots[(int)(Interlocked.Increment(ref _next) % (uint)slots.Count)].Worker;
}
