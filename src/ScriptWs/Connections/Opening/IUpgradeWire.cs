using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>How an opening handshake is answered that another web server has read, and so must answer.</summary>
internal interface IUpgradeWire
{
    /// <summary>Lets the client in, ahead of the frames that were written already.</summary>
    /// <param name="headers">Header fields of the answer, beside those that say that it is one.</param>
    void Accept(IReadOnlyList<KeyValuePair<string, string>> headers);

    void Refuse(HttpRefusal refusal);
}
