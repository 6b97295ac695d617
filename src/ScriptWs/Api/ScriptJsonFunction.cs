namespace ScriptWs;

/// <summary>
/// A function that scripts import, whose name and signature are known only when the program runs: arguments and results are JSON.
/// </summary>
/// <param name="name">The export's name, as JavaScript writes names.</param>
/// <param name="call">Answers it. Any thread, and several calls at a time.</param>
public sealed class ScriptJsonFunction(string name, ScriptJsonCall call)
{
    /// <summary>The export's name.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>Answers it.</summary>
    public ScriptJsonCall Call { get; } = call ?? throw new ArgumentNullException(nameof(call));

    /// <summary>What a script gets of a call. Default: a promise.</summary>
    public ScriptFunctionKind Kind { get; init; } = ScriptFunctionKind.Promise;
}
