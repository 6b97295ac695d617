using System.Net;

namespace ScriptWs.Http.Kestrel;

/// <summary>What Kestrel believes to listen on: nothing of the network, only what is forwarded.</summary>
internal sealed class ForwardingEndPoint : EndPoint
{
    public override string ToString() => "forwarded connections";
}
