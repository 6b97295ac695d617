namespace ScriptWs.Cluster;

/// <summary>What a node learns when it renews its lease.</summary>
/// <param name="WasThere">Whether its lease had not ended. Otherwise its members may be gone.</param>
/// <param name="Ended">Members of nodes whose lease has ended, by topic.</param>
internal sealed record RenewedLease(bool WasThere, IReadOnlyList<(string Topic, byte[] Member)> Ended);
