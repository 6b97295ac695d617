using System.Globalization;
using ScriptWs.Cluster;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>Who is present, on a Redis server. Any thread.</summary>
/// <param name="cluster">The name of the cluster, which keys begin with.</param>
/// <param name="database">The server, if it is connected.</param>
internal sealed class RedisPresence(string cluster, Func<IDatabase> database) : IPresenceBroker
{
    /// <summary>Members that one call to the server is given at most: a script has room for some thousand arguments.</summary>
    private const int MaxPerCall = 500;

    /// <summary>The braces let a Redis Cluster keep all keys on one server, where a script can use them.</summary>
    private readonly string _prefix = $"{{{cluster}:p}}:";

    public async Task<RenewedLease> RenewAsync(uint node, TimeSpan lease, bool forgets)
    {
        var answer = (RedisResult[])(await EvaluateAsync(
            PresenceScripts.Renew, node, [(long)lease.TotalMilliseconds, forgets ? 1 : 0]).ConfigureAwait(false))!;
        return new RenewedLease((long)answer[0] == 1, [.. answer.Skip(1).Chunk(2).Select(pair => ((string)pair[0]!, (byte[])pair[1]!))]);
    }

    public async Task<bool[]> WriteAsync(uint node, IReadOnlyList<PresenceWrite> writes)
    {
        RedisValue[] values =
        [
            .. writes.SelectMany(one => (RedisValue[])[one.Topic, one.Id.ToString(), one.User, one.Member]),
        ];
        var answer = (long[])(await EvaluateAsync(PresenceScripts.Write, node, values).ConfigureAwait(false))!;
        return [.. answer.Select(static moved => moved > 0)];
    }

    public async Task<IReadOnlyList<byte[]>> ReadAsync(string topic, uint except) =>
        (byte[][])(await EvaluateAsync(PresenceScripts.Read, except, [topic]).ConfigureAwait(false))!;

    public async Task LeaveAsync(uint node, TimeSpan grace, IReadOnlyList<PresenceWrite> members)
    {
        RedisValue left = Math.Max(1, (long)grace.TotalMilliseconds);
        var users = members.GroupBy(member => (member.Topic, member.User), member => member.Id)
            .Select(user => (RedisValue[])[user.Key.Topic, user.Key.User, string.Join(' ', user)])
            .Chunk(MaxPerCall);
        foreach (var some in users.DefaultIfEmpty([]))
            await EvaluateAsync(PresenceScripts.Leave, node, [left, .. some.SelectMany(static user => user)]).ConfigureAwait(false);
    }

    private Task<RedisResult> EvaluateAsync(string script, uint node, RedisValue[] values) => RedisScript.EvaluateAsync(
        database, script, [$"{_prefix}nodes"], [_prefix, node.ToString("x8", CultureInfo.InvariantCulture), .. values]);
}
