using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>What one generation leaves to the next on the same worker: copies, which belong to no engine.</summary>
/// <param name="From">The generation that left it.</param>
/// <param name="State">What its onUnload returned.</param>
/// <param name="Data">Its open connections with their <c>data</c>; <c>null</c> where none was set.</param>
internal sealed record MovedState(int From, CloneValue State, IReadOnlyList<(Connection Connection, CloneValue? Data)> Data);
