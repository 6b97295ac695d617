namespace ScriptWs.Connections;

/// <summary>All open connections of a server. Any thread.</summary>
internal sealed class ConnectionRegistry : Audience<Connection>;
