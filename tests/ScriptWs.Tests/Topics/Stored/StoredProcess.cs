using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Storage;
using ScriptWs.Tests.Connections;
using ScriptWs.Tests.Scripting;
using ScriptWs.Topics;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Topics;

/// <summary>What one process has of the histories in a storage. Another one with the same storage is the process after it.</summary>
internal sealed class StoredProcess : IDisposable
{
    private static readonly TopicOptions Chat = new() { Match = "chat*", History = 3, Age = TimeSpan.FromMinutes(1) };

    private readonly Hosted _hosted = new("export function onMessage() {}");
    private readonly TopicRules _rules;

    public StoredProcess(
        IStorage storage, TimeProvider clock, long maxSize = 1 << 20, Guid start = default, params TopicOptions[] rules)
    {
        _rules = new TopicRules(rules.Length == 0 ? [Chat] : rules);
        Histories = new StoredHistories(storage, _hosted.Registry, _rules, maxSize, clock, start, NullLogger.Instance)
        {
            GapFound = (topic, _) => Gaps.Add(topic),
        };
    }

    public StoredHistories Histories { get; }

    /// <summary>Topics of which messages are lost.</summary>
    public List<string> Gaps { get; } = [];

    public Task<Position> PublishAsync(string text, string topic = "chat") => PublishAsync(SharedFrame.Text(text), topic);

    public Task<Position> PublishAsync(SharedFrame frame, string topic = "chat") =>
        Histories.PublishAsync(new TopicMessage(topic, _rules.Find(topic)!, frame, null)).AsTask();

    public (InMemoryTransport Transport, Connection Connection) Open() => _hosted.Open();

    public Task<FollowResult> FollowAsync(Connection connection, Position? since, int last = 0, string topic = "chat") =>
        Histories.FollowAsync(connection, topic, _rules.Find(topic)!, new Wanted(since, last)).AsTask();

    /// <summary>Follows with a new connection.</summary>
    /// <returns>How it began, and what was sent.</returns>
    public async Task<string> FollowAsync(Position? since, int last = 0, string topic = "chat")
    {
        var (transport, connection) = Open();
        var result = await FollowAsync(connection, since, last, topic);
        return string.Join(' ', [$"{result.Recovered} {result.Missed}:", .. Texts(transport)]);
    }

    /// <summary>What a client has received since it was last asked.</summary>
    public static IReadOnlyList<string> Texts(InMemoryTransport transport) =>
        [.. Wire.Received(transport).Select(line => line.Replace("text \"", "", StringComparison.Ordinal).TrimEnd('"'))];

    public void Dispose() => _hosted.Dispose();
}
