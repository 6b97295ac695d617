using ScriptWs.Connections;

namespace ScriptWs.Middleware;

/// <summary>Hands a message to C# events and the script. On the worker's turn.</summary>
internal delegate void MessageDelivery(Connection connection, bool isText, ReadOnlySpan<byte> bytes);
