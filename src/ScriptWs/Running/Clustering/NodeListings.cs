using System.Collections.Concurrent;
using ScriptWs.Cluster;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Running;

/// <summary>Asks other nodes for their connections, and answers when they ask. Any thread.</summary>
internal sealed class NodeListings(RunContext run, ConnectionRegistry registry)
{
    /// <summary>How long an answer is waited for.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>Bytes of a question or an answer at most. The longest page fits, whatever clients call their topics.</summary>
    public const int MaxSize = 512 << 10;

    /// <summary>Lists for other nodes that are made at once at most. Exceeded: the question is not answered.</summary>
    private const int MaxAtOnce = 4;

    private readonly ConcurrentDictionary<long, PendingAsk> _asks = new();
    private ClusterNode? _node;
    private long _lastAsk;
    private int _listing;

    public void Begin(ClusterNode? node) => _node = node;

    /// <summary>Asks nodes, this one included, for a page each.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="node">The number of the node that alone is asked; <c>null</c> for all.</param>
    /// <returns>The pages, this node's first; a node that did not answer is missing.</returns>
    public async Task<IReadOnlyList<NodeConnections>> FindAsync(ConnectionQuery query, uint? node)
    {
        var others = (_node?.Others ?? []).Where(other => node is null || other.Number == node).ToList();
        var answers = others.Count == 0 ? [] : AskAsync(query, others);
        IEnumerable<NodeConnections> here = node is null || node == _node?.Number
            ? [ConnectionListing.Find(registry, _node?.Name ?? Environment.MachineName, query)]
            : [];
        return [.. here, .. await Task.WhenAll(answers).ConfigureAwait(false)];
    }

    public bool TryReceive(uint sender, EntryKind kind, ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxSize || !ListEntry.TryRead(kind, body, out var entry)) return false;

        if (kind == EntryKind.Listing) _asks.GetValueOrDefault(entry.Ask)?.Answer(sender, entry.Data);
        else Answer(sender, entry);
        return true;
    }

    private IEnumerable<Task<NodeConnections>> AskAsync(ConnectionQuery query, List<KnownNode> others)
    {
        var question = ListingFormat.Write(query);
        return others.Select(other => AskAsync(question, other));
    }

    private async Task<NodeConnections> AskAsync(byte[] question, KnownNode other)
    {
        var name = other.Beat.Name;
        var (number, ask) = (Interlocked.Increment(ref _lastAsk), new PendingAsk(new() { [other.Number] = name }));
        _asks[number] = ask;
        try
        {
            await using var timer = run.Clock.Timer(
                "a question to another node", ask.End, Timeout, System.Threading.Timeout.InfiniteTimeSpan, run.Log);
            if (_node?.PostTo(other.Number, new ListEntry(EntryKind.List, number, question).Write()) != true) ask.End();
            var answers = await ask.Task.ConfigureAwait(false);
            return (answers.Answers is [var answer] ? ListingFormat.ReadList(name, answer.Data) : null) ?? Missing(name);
        }
        finally
        {
            _asks.TryRemove(number, out _);
        }
    }

    /// <summary>Not on the broker's thread: a list of many connections takes a while.</summary>
    private void Answer(uint sender, ListEntry asked)
    {
        if (Interlocked.Increment(ref _listing) > MaxAtOnce)
        {
            Interlocked.Decrement(ref _listing);
            return;
        }

        Background.Queue("listing connections for another node", () => AnswerNow(sender, asked), run.Log);
    }

    private void AnswerNow(uint sender, ListEntry asked)
    {
        try
        {
            // What is no question is of another version: that node goes without an answer.
            if (ListingFormat.ReadQuery(asked.Data) is not { } query) return;

            var answer = ListingFormat.Write(ConnectionListing.Find(registry, _node!.Name, query));
            _node.PostTo(sender, new ListEntry(EntryKind.Listing, asked.Ask, answer).Write());
        }
        finally
        {
            Interlocked.Decrement(ref _listing);
        }
    }

    private static NodeConnections Missing(string name) => new() { Node = name, IsMissing = true };
}
