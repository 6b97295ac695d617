namespace ScriptWs.Client;

/// <summary>The server broke the protocol, or a limit of the client's; nothing more can be read from it.</summary>
internal sealed class ServerFaultException(ServerFault fault) : Exception($"it {fault.Deed} ({fault.Clause})")
{
    public ServerFault Fault => fault;
}
