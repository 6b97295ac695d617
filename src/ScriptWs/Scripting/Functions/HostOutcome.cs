namespace ScriptWs.Scripting;

/// <summary>What a call of a C# function led to: a value, a task that is not done, or a stream.</summary>
/// <param name="Value">The result, if it is there.</param>
/// <param name="Pending">The task that leads to it; <c>null</c> when it is there.</param>
/// <param name="Stream">The items of a stream.</param>
internal readonly record struct HostOutcome(object? Value, Task<object?>? Pending = null, IAsyncEnumerable<object?>? Stream = null);
