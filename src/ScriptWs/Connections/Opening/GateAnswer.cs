using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>What the gate decided.</summary>
internal abstract record GateAnswer
{
    /// <summary>The gate accepts the client.</summary>
    /// <param name="Request">What scripts see of the request, with the user in it.</param>
    internal sealed record Enter(UpgradeRequest Request) : GateAnswer;

    /// <summary>It may not.</summary>
    /// <param name="Http">The answer in place of the 101.</param>
    /// <param name="Close">The status to close a WebSocket with that is opened only to say so; <c>null</c> to answer by HTTP.</param>
    internal sealed record Refuse(HttpRefusal Http, CloseStatus? Close) : GateAnswer;
}
