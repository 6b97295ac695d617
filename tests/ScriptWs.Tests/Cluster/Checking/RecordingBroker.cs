using System.Collections.Concurrent;
using System.Text;
using ScriptWs.Cluster;

namespace ScriptWs.Tests.Cluster;

/// <summary>A broker that notes which envelopes one node sends and hears, and what is in those it sends.</summary>
internal sealed class RecordingBroker(IBroker inner) : IBroker
{
    /// <summary>By channel and number, the messages of each envelope that was handed to the broker.</summary>
    public ConcurrentDictionary<(string Channel, uint Sequence), string[]> Sent { get; } = new();

    /// <summary>Those of them of which the broker did not say that it took them.</summary>
    public ConcurrentDictionary<(string Channel, uint Sequence), bool> Failed { get; } = new();

    /// <summary>The envelopes of all nodes that came.</summary>
    public ConcurrentDictionary<(string Channel, uint Node, uint Sequence), bool> Heard { get; } = new();

    /// <summary>Envelopes that came after a later one, or a second time.</summary>
    public ConcurrentBag<(string Channel, uint Node, uint Sequence)> Late { get; } = [];

    public string Address => inner.Address;

    public string? Problem => inner.Problem;

    public bool TakesAtOnce => inner.TakesAtOnce;

    public IHistoryBroker Histories => inner.Histories;

    public IPresenceBroker Presences => inner.Presences;

    public Task StartAsync(IReadOnlyList<HeardChannel> channels, Action interrupted)
    {
        HeardChannel Recorded(HeardChannel channel)
        {
            var last = new Dictionary<uint, uint>(); // a channel has one envelope at a time
            return new(channel.Name, envelope =>
            {
                if (EnvelopeReader.TryBegin(envelope, out var reader))
                {
                    var key = (channel.Name, reader.Node, reader.Sequence);
                    if (last.TryGetValue(reader.Node, out var before) && reader.Sequence <= before) Late.Add(key);
                    else Heard[key] = true;
                    last[reader.Node] = Math.Max(before, reader.Sequence);
                }

                channel.Receive(envelope);
            });
        }

        return inner.StartAsync([.. channels.Select(Recorded)], interrupted);
    }

    public async Task PublishAsync(string channel, ReadOnlyMemory<byte> envelope)
    {
        if (!EnvelopeReader.TryBegin(envelope.Span, out var reader)) throw new InvalidOperationException("A node sent no envelope.");
        var key = (channel, reader.Sequence);
        Sent[key] = MessagesOf(ref reader);
        try
        {
            await inner.PublishAsync(channel, envelope).ConfigureAwait(false);
        }
        catch (BrokerException)
        {
            Failed[key] = true;
            throw;
        }
    }

    public Task<string> AgreeAsync(string key, string value) => inner.AgreeAsync(key, value);

    public void Reconnect() => inner.Reconnect();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static string[] MessagesOf(ref EnvelopeReader reader)
    {
        var messages = new List<string>();
        while (reader.TryNext(out var kind, out var body))
        {
            if (kind == EntryKind.Message && ReceivedMessage.TryRead(body, out var message))
                messages.Add(Encoding.UTF8.GetString(message.Payload));
        }

        return [.. messages];
    }
}
