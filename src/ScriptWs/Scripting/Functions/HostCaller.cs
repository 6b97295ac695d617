using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>Who calls a C# function.</summary>
/// <param name="Connection">The connection whose turn it is; <c>null</c> in a turn of none.</param>
/// <param name="Ended">Cancelled when that connection closes or the script's engine is replaced.</param>
internal readonly record struct HostCaller(Connection? Connection, CancellationToken Ended);
