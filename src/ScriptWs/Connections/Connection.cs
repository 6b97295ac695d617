namespace ScriptWs.Connections;

internal sealed class Connection
{
    public object? ScriptState { get; set; }
}
