using ScriptWs.Configuration;

namespace ScriptWs.Scripting;

/// <summary>What one turn of a script may use.</summary>
/// <param name="TurnTimeout">Processor time of a turn, its microtasks included.</param>
/// <param name="Memory">Bytes that a turn may allocate, and that the engine may keep between turns.</param>
/// <param name="Recursion">Calls of a function within itself; 0 for as many as the stack holds.</param>
/// <param name="RegexTimeout">Time of one regular expression.</param>
internal sealed record ScriptBudget(TimeSpan TurnTimeout, long Memory, int Recursion, TimeSpan RegexTimeout)
{
    /// <summary>Processor time that loading may take, and again selfTest.</summary>
    public TimeSpan LoadTimeout { get; init; } = new ScriptOptions().LoadTimeout;

    public static ScriptBudget From(ScriptOptions options) =>
        new(options.TurnTimeout, options.Memory, options.Recursion, options.RegexTimeout) { LoadTimeout = options.LoadTimeout };
}
