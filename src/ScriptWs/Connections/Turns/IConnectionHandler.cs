using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// What happens to connections, told one event at a time on a worker's turn; the script host and the C# events
/// implement it. Spans are valid during the call only. A failing script is the implementation's to report, not to throw.
/// </summary>
internal interface IConnectionHandler
{
    /// <summary>
    /// A client requests a connection. Exactly one call of <paramref name="decide"/> follows, now or on a later turn.
    /// </summary>
    void OnUpgrade(UpgradeRequest request, Action<UpgradeDecision> decide);

    void OnConnect(Connection connection);

    void OnText(Connection connection, ReadOnlySpan<byte> utf8);

    void OnBinary(Connection connection, ReadOnlySpan<byte> bytes);

    void OnDrain(Connection connection);

    void OnDisconnect(Connection connection, CloseStatus status);
}
