using System.Net;

namespace ScriptWs.Http.Kestrel;

/// <summary>What Kestrel believes to listen on: nothing of the network, only what is handed over.</summary>
internal sealed class HandoverEndPoint : EndPoint
{
    public override string ToString() => "connections handed over";
}
