namespace ScriptWs.Connections;

/// <summary>What <c>onUpgrade</c> decided.</summary>
internal abstract record UpgradeDecision
{
    /// <summary>Let the client in.</summary>
    /// <param name="Subprotocol">The subprotocol chosen; <c>null</c> leaves the choice to the endpoint's configuration.</param>
    /// <param name="Headers">Header fields to add to the 101.</param>
    /// <param name="State">The handler's own value, put into <see cref="Connection.ScriptState"/> unseen.</param>
    internal sealed record Accept(
        string? Subprotocol = null,
        IReadOnlyList<KeyValuePair<string, string>>? Headers = null,
        object? State = null) : UpgradeDecision
    {
        public static readonly Accept Plain = new();
    }

    /// <summary>Refuse with an HTTP status; the body goes out as text/plain.</summary>
    internal sealed record Refuse(
        int Status,
        IReadOnlyList<KeyValuePair<string, string>>? Headers = null,
        string? Body = null) : UpgradeDecision;
}
