namespace ScriptWs.Cluster;

/// <summary>A change of who is present on a node.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Id">The connection.</param>
/// <param name="User">The name of its user; empty for none.</param>
/// <param name="Member">The member as <see cref="MemberFormat"/> writes it; empty when it leaves.</param>
internal sealed record PresenceWrite(string Topic, Guid Id, string User, byte[] Member);
