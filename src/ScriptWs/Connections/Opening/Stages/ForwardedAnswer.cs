using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>The web server that has read the request sends the answer.</summary>
internal sealed class ForwardedAnswer(IUpgradeWire wire) : IHandshakeAnswer
{
    public OpenConnection Accept(SwitchingProtocols answer)
    {
        var fields = answer.ToFields();
        return connection => connection.Open([], () => wire.Accept(fields));
    }

    public void AcceptInto(OutboundBuffer output, SwitchingProtocols answer) => wire.Accept(answer.ToFields());

    public bool TryRefuse(HttpRefusal refusal, OutboundBuffer output)
    {
        wire.Refuse(refusal);
        return false;
    }
}
