using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>The answer goes out over the wire that the request came by.</summary>
internal sealed class WireAnswer : IHandshakeAnswer
{
    public static readonly WireAnswer Instance = new();

    private WireAnswer()
    {
    }

    public OpenConnection Accept(SwitchingProtocols answer)
    {
        var bytes = answer.ToBytes();
        return connection => connection.Open(bytes);
    }

    public void AcceptInto(OutboundBuffer output, SwitchingProtocols answer) => output.AppendRaw(answer.ToBytes());

    public bool TryRefuse(HttpRefusal refusal, OutboundBuffer output)
    {
        output.AppendRaw(refusal.ToBytes());
        return true;
    }
}
