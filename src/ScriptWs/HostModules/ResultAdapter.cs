using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>Turns what a method returns into an outcome, and ends the scope of the call with it.</summary>
internal abstract class ResultAdapter
{
    /// <param name="returned">What the method returned.</param>
    /// <param name="scope">What ends with the call.</param>
    public abstract HostOutcome Of(object? returned, IAsyncDisposable? scope);
}
