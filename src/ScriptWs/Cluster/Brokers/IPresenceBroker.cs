namespace ScriptWs.Cluster;

/// <summary>What keeps who is present on each node. The members of a node count while it renews its lease. Any thread.</summary>
internal interface IPresenceBroker
{
    /// <summary>Keeps the lease of a node, and takes the members of nodes whose lease has ended: only one caller gets each.</summary>
    /// <param name="node">The node.</param>
    /// <param name="lease">How long its members count without another renewal.</param>
    /// <param name="forgets">Whether its members are removed first, because it writes all of them again.</param>
    /// <exception cref="BrokerException">There was no answer.</exception>
    Task<RenewedLease> RenewAsync(uint node, TimeSpan lease, bool forgets);

    /// <summary>Writes changes of one node.</summary>
    /// <returns>For each change, whether it took the place of the same user's member on a node that leaves.</returns>
    /// <exception cref="BrokerException">They were not written, or it is not known whether they were.</exception>
    Task<bool[]> WriteAsync(uint node, IReadOnlyList<PresenceWrite> writes);

    /// <summary>The members of a topic on all nodes but one.</summary>
    /// <exception cref="BrokerException">There was no answer.</exception>
    Task<IReadOnlyList<byte[]>> ReadAsync(string topic, uint except);

    /// <summary>A node stops. Its members stay for a while, and users that come back to other nodes take their places.</summary>
    /// <param name="node">The node.</param>
    /// <param name="grace">How long.</param>
    /// <param name="members">Its members that have a user.</param>
    /// <exception cref="BrokerException">There was no answer.</exception>
    Task LeaveAsync(uint node, TimeSpan grace, IReadOnlyList<PresenceWrite> members);
}
