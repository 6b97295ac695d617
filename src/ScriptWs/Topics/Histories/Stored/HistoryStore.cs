using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ScriptWs.Connections;
using ScriptWs.Storage;

namespace ScriptWs.Topics;

/// <summary>
/// Histories in a storage, under keys that no script reaches: a head for each topic, and the messages in chunks that were written
/// together. Each write checks the version of the head, so that another process which writes too is noticed. Any thread.
/// </summary>
/// <param name="storage">The storage.</param>
/// <param name="clock">The clock of ages.</param>
/// <param name="start">The start of this machine; always the same value if a power failure cannot take what is written.</param>
internal sealed class HistoryStore(IStorage storage, TimeProvider clock, Guid start)
{
    /// <summary>Heads that are read together.</summary>
    private const int HeadPage = 256;

    /// <summary>Chunks that are read together.</summary>
    private const int ChunkPage = 16;

    /// <summary>Time that a chunk stays beyond its age: what is sent again is decided by the age alone.</summary>
    private static readonly TimeSpan ChunkMargin = TimeSpan.FromSeconds(5);

    /// <summary>Time that the last position of a quiet topic stays beyond the age of its messages.</summary>
    public static TimeSpan Keep { get; } = TimeSpan.FromDays(1);

    /// <summary>The version of a topic's head; <c>null</c> without one.</summary>
    public async Task<long?> VersionAsync(string topic)
    {
        var found = await storage.ReadAsync([HeadKey(topic)]).ConfigureAwait(false);
        return found[0]?.Version;
    }

    public async Task<StoredHistory> ReadAsync(string topic, TopicRule rule)
    {
        var found = await storage.ReadAsync([HeadKey(topic)]).ConfigureAwait(false);
        if (found[0] is not { } entry) return new StoredHistory(rule, null);

        var history = new StoredHistory(rule, entry.Version);
        if (HistoryHead.TryParse(entry.Value) is not { } head) return history;

        await foreach (var chunk in EachAsync(ChunkPrefix(topic), ChunkPage).ConfigureAwait(false))
        {
            // What is later than the head is being written by another process.
            if (HistoryChunk.Read(chunk.Value) is var entries && entries.TrueForAll(one => one.Id.Id <= head.Last.Id))
                history.Read(chunk.Key, entries);
        }

        history.Log.ContinueAt(head.Last);
        history.IsOfEarlierStart = head.Start != start;
        return history;
    }

    /// <summary>Sets the position that the next message follows, unless another process has written meanwhile.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="history">What the storage has.</param>
    /// <param name="position">A position that no message has.</param>
    public async Task ContinueAsync(string topic, TopicRule rule, StoredHistory history, Position position)
    {
        var head = HeadOf(topic, rule, position, history.Log.Size);
        await CommitAsync([head], new StorageCheck(head.Key, history.Version)).ConfigureAwait(false);
    }

    /// <summary>Adds messages to a history, and deletes those that leave it.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="history">What the storage has.</param>
    /// <param name="entries">The messages; at least one.</param>
    /// <returns>Whether they were written; not when another process has written meanwhile.</returns>
    public async Task<bool> AppendAsync(string topic, TopicRule rule, StoredHistory history, IReadOnlyList<HistoryEntry> entries)
    {
        var key = ChunkPrefix(topic) + entries[0].Id.Id.ToString("x16", CultureInfo.InvariantCulture);
        var head = HeadOf(topic, rule, entries[^1].Id, history.Log.Size + entries.Sum(entry => entry.Size));
        List<StorageWrite> writes = [head, StorageWrite.Set(key, HistoryChunk.Write(entries), ExpiryOf(rule.Age + ChunkMargin))];
        writes.AddRange(history.Superfluous(entries.Count).Select(StorageWrite.Delete));
        if (await CommitAsync(writes, new StorageCheck(head.Key, history.Version)).ConfigureAwait(false) is not { } written) return false;

        history.Written(key, entries.Count, written[0].Version);
        return true;
    }

    /// <summary>Deletes a history, unless another process has written meanwhile.</summary>
    public async Task DeleteAsync(string topic)
    {
        var head = HeadKey(topic);
        if (await VersionAsync(topic).ConfigureAwait(false) is not { } version) return;

        List<StorageWrite> writes = [StorageWrite.Delete(head)];
        await foreach (var chunk in EachAsync(ChunkPrefix(topic), ChunkPage).ConfigureAwait(false))
            writes.Add(StorageWrite.Delete(chunk.Key));
        await CommitAsync(writes, new StorageCheck(head, version)).ConfigureAwait(false);
    }

    /// <summary>The heads of all histories.</summary>
    public async Task<List<HistoryHead>> HeadsAsync()
    {
        List<HistoryHead> heads = [];
        await foreach (var entry in EachAsync(ReservedKeys.HistoryHeads, HeadPage).ConfigureAwait(false))
        {
            if (HistoryHead.TryParse(entry.Value) is { } head) heads.Add(head);
        }

        return heads;
    }

    private StorageWrite HeadOf(string topic, TopicRule rule, Position last, long size) =>
        StorageWrite.Set(HeadKey(topic), new HistoryHead(topic, last, size, start).ToBytes(), ExpiryOf(rule.Age + Keep));

    private static string HeadKey(string topic) => ReservedKeys.HistoryHeads + HashOf(topic);

    private static string ChunkPrefix(string topic) => $"{ReservedKeys.Histories}{HashOf(topic)}/";

    /// <summary>Keys are short and alike, whatever the topic's name holds.</summary>
    private static string HashOf(string topic) => Base64Url.EncodeToString(SHA256.HashData(MemoryMarshal.AsBytes(topic.AsSpan())));

    private async Task<StorageWritten[]?> CommitAsync(IReadOnlyList<StorageWrite> writes, StorageCheck check) =>
        await storage.CommitAsync(new StorageCommit(ReservedKeys.Owner, [check], writes)).ConfigureAwait(false);

    private async IAsyncEnumerable<StoredEntry> EachAsync(string prefix, int page)
    {
        string? after = null;
        while (true)
        {
            var found = await storage.ListAsync(prefix, after, page).ConfigureAwait(false);
            foreach (var entry in found) yield return entry;
            if (found.Length < page) yield break;
            after = found[^1].Key;
        }
    }

    private long ExpiryOf(TimeSpan time) => (clock.GetUtcNow() + time).ToUnixTimeMilliseconds();
}
