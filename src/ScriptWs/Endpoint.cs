using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Scripting;

namespace ScriptWs;

/// <summary>One path of the server while it runs: its options and the workers that serve it.</summary>
internal sealed class Endpoint(EndpointOptions options, ScriptModule? script, IReadOnlyList<ScriptSlot> slots) : IEndpoint
{
    private uint _next;

    public ScriptModule? Script => script;

    public IReadOnlyList<ScriptSlot> Slots => slots;

    public string Path => options.Path;

    public IReadOnlyList<string> Subprotocols => options.Subprotocols;

    /// <summary>The worker of the next connection, which stays on it.</summary>
    public IMailbox NextMailbox() => slots[(int)(Interlocked.Increment(ref _next) % (uint)slots.Count)].Worker;
}
