namespace ScriptWs.Cluster;

/// <summary>Who is present on the servers of this process that are in one cluster of memory. Any thread.</summary>
internal sealed class MemoryPresence(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, DateTimeOffset> _leases = [];
    private readonly Dictionary<(uint Node, string Topic), Dictionary<Guid, byte[]>> _members = [];
    private readonly Dictionary<(string Topic, string User), (uint Node, DateTimeOffset Until, Queue<Guid> Ids)> _leaving = [];

    public RenewedLease Renew(uint node, TimeSpan lease, bool forgets)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var wasThere = _leases.TryGetValue(node, out var end) && end > now;
            _leases[node] = now + lease;
            if (forgets) Forget(node);
            List<(string Topic, byte[] Member)> ended = [];
            foreach (var other in _leases.Where(one => one.Value <= now).Select(one => one.Key).ToArray())
            {
                ended.AddRange(
                    from topic in _members
                    where topic.Key.Node == other
                    from member in topic.Value.Values
                    select (topic.Key.Topic, member));
                Forget(other);
                _leases.Remove(other);
            }

            return new RenewedLease(wasThere, ended);
        }
    }

    public bool[] Write(uint node, IReadOnlyList<PresenceWrite> writes)
    {
        lock (_lock) return [.. writes.Select(write => Write(node, write))];
    }

    public IReadOnlyList<byte[]> Read(string topic, uint except)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            return
            [
                .. from node in _leases
                   where node.Key != except && node.Value > now
                   from member in _members.GetValueOrDefault((node.Key, topic)) ?? []
                   select member.Value,
            ];
        }
    }

    public void Leave(uint node, TimeSpan grace, IReadOnlyList<PresenceWrite> members)
    {
        lock (_lock)
        {
            var end = clock.GetUtcNow() + grace;
            _leases[node] = end;
            foreach (var user in members.GroupBy(member => (member.Topic, member.User)))
                _leaving[user.Key] = (node, end, new Queue<Guid>(user.Select(member => member.Id)));
        }
    }

    private void Forget(uint node)
    {
        foreach (var key in _members.Keys.Where(key => key.Node == node).ToArray()) _members.Remove(key);
    }

    private bool Write(uint node, PresenceWrite write)
    {
        var key = (node, write.Topic);
        if (write.Member.Length == 0)
        {
            if (_members.TryGetValue(key, out var there) && there.Remove(write.Id) && there.Count == 0) _members.Remove(key);
            return false;
        }

        if (!_members.TryGetValue(key, out var members)) _members[key] = members = [];
        members[write.Id] = write.Member;
        return write.User.Length > 0
            && _leaving.TryGetValue((write.Topic, write.User), out var leaving)
            && leaving.Until > clock.GetUtcNow()
            && leaving.Ids.TryDequeue(out var old)
            && _members.TryGetValue((leaving.Node, write.Topic), out var left)
            && left.Remove(old);
    }
}
