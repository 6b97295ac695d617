using Cucumber.Messages;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Running;

/// <summary>Gives the messages of all workers to the sinks, one at a time.</summary>
internal sealed class MessageStream(IReadOnlyList<IMessageSink> sinks)
{
    private readonly Lock _lock = new();

    public static Timestamp Now => Converters.ToTimestamp(TimeProvider.System.GetUtcNow().UtcDateTime);

    public void Publish(Envelope envelope)
    {
        lock (_lock)
        {
            foreach (var sink in sinks) sink.Publish(envelope);
        }
    }

    public void Publish(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes) Publish(envelope);
    }
}
