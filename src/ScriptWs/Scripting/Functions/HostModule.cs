namespace ScriptWs.Scripting;

/// <summary>C# functions that scripts import together, as <c>host:name</c>. Immutable but for its gate. Any thread.</summary>
/// <param name="name">What stands after <c>host:</c>.</param>
/// <param name="functions">The exports.</param>
/// <param name="gate">Bounds the calls in flight.</param>
internal sealed class HostModule(string name, IReadOnlyList<IHostFunction> functions, HostGate gate)
{
    /// <summary>What a specifier begins with that means a module of C#.</summary>
    public const string Prefix = "host:";

    /// <summary>Streams of one module that are open at most.</summary>
    public const int MaxStreams = 1_000;

    private int _streams;

    public string Name => name;

    public IReadOnlyList<IHostFunction> Functions => functions;

    public HostGate Gate => gate;

    /// <summary>Whether the configuration names it, and not C# code: a later run may put another in its place.</summary>
    public bool IsConfigured { get; init; }

    /// <summary>Counts one more open stream.</summary>
    /// <returns><c>false</c> when there are too many.</returns>
    public bool TryOpenStream()
    {
        if (Interlocked.Increment(ref _streams) <= MaxStreams) return true;

        CloseStream();
        return false;
    }

    public void CloseStream() => Interlocked.Decrement(ref _streams);
}
