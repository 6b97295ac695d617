using Io.Cucumber.Messages.Types;
using Reqnroll.Formatters;
using Reqnroll.Formatters.PubSub;

namespace ScriptWs.Tests.ReqnrollPlugin;

/// <summary>A formatter that keeps messages.</summary>
internal sealed class MessageKeeper : ICucumberMessageFormatter
{
    private readonly Lock _lock = new();
    private readonly List<Envelope> _received = [];

    public string Name => "keeper";

    public IReadOnlyList<Envelope> Received
    {
        get
        {
            lock (_lock) return [.. _received];
        }
    }

    public void LaunchFormatter(ICucumberMessageBroker broker) => broker.FormatterInitialized(this, true);

    public Task PublishAsync(Envelope message)
    {
        lock (_lock) _received.Add(message);
        return Task.CompletedTask;
    }
}
