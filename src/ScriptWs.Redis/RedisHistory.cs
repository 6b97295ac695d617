using ScriptWs.Cluster;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>Histories on a Redis server: a list of messages and a last id for each topic. Any thread.</summary>
/// <param name="cluster">The name of the cluster, which keys begin with.</param>
/// <param name="database">The server, if it is connected.</param>
internal sealed class RedisHistory(string cluster, Func<IDatabase> database) : IHistoryBroker
{
    /// <summary>How long the last id of a topic is kept after the last message: a week, or twice the age of messages.</summary>
    private static readonly TimeSpan MaxQuiet = TimeSpan.FromDays(7);

    /// <summary>How long a position is kept that was given away before the first message. Nodes with followers keep it longer.</summary>
    private static readonly TimeSpan MaxUnused = TimeSpan.FromDays(1);

    public async Task<long> AppendAsync(HistoryAppend append)
    {
        RedisValue[] values =
        [
            append.Size,
            (long)append.Age.TotalMilliseconds,
            (long)Math.Max(MaxQuiet.TotalMilliseconds, 2 * append.Age.TotalMilliseconds),
            append.Channel,
            HistoryFormat.EnvelopeHead,
            HistoryFormat.WriteTopic(append.Topic),
            append.IsRetry ? HistoryFormat.PublicationOf(append.Payloads[0]) : RedisValue.EmptyString,
            .. append.Payloads.Select(static payload => (RedisValue)payload),
        ];
        return (long)await EvaluateAsync(HistoryScripts.Append, KeysOf(append.Topic), values).ConfigureAwait(false);
    }

    public async Task<HistoryPart> ReadAsync(string topic)
    {
        RedisValue unused = (long)MaxUnused.TotalMilliseconds;
        var read = await EvaluateAsync(HistoryScripts.Read, KeysOf(topic), [unused]).ConfigureAwait(false);
        var answer = (RedisResult[])read!;
        var newestFirst = (byte[][])answer[2]!;
        return new HistoryPart((long)answer[0], (long)answer[1], [.. newestFirst.Reverse()]);
    }

    public async Task<long[]> LastAsync(IReadOnlyList<string> topics)
    {
        // The node has subscribers there: without its last id, the next message would seem to follow a gap.
        RedisValue quiet = (long)MaxQuiet.TotalMilliseconds;
        var last = await Task.WhenAll(topics.Select(topic => EvaluateAsync(HistoryScripts.Last, [KeysOf(topic)[1]], [quiet])))
            .ConfigureAwait(false);
        return [.. last.Select(static id => (long)id)];
    }

    /// <summary>The braces let a Redis Cluster keep both keys on one server.</summary>
    private RedisKey[] KeysOf(string topic) => [$"{cluster}:h:{{{topic}}}:m", $"{cluster}:h:{{{topic}}}:i"];

    private Task<RedisResult> EvaluateAsync(string script, RedisKey[] keys, RedisValue[] values) =>
        RedisScript.EvaluateAsync(database, script, keys, values);
}
