using System.Collections.Concurrent;
using System.Text;
using ScriptWs.Cluster;

namespace ScriptWs.Tests.Cluster;

/// <summary>A broker that takes an envelope when the test says so.</summary>
internal sealed class HeldBroker : IBroker
{
    private readonly ConcurrentQueue<TaskCompletionSource> _answers = new();

    /// <summary>For each envelope, its number and its messages.</summary>
    public ConcurrentQueue<string> Envelopes { get; } = new();

    /// <summary>The threads that envelopes were written on.</summary>
    public ConcurrentQueue<int> Threads { get; } = new();

    /// <summary>Whether every envelope fails before its call returns.</summary>
    public bool FailsAtOnce { get; set; }

    /// <summary>Called for each envelope.</summary>
    public Action Sent { get; set; } = static () => { };

    public string Address => "held:";

    public string? Problem => null;

    public bool TakesAtOnce { get; set; } = true;

    public IHistoryBroker Histories => throw new NotSupportedException();

    public IPresenceBroker Presences => throw new NotSupportedException();

    public Task StartAsync(IReadOnlyList<HeardChannel> channels, Action interrupted) => Task.CompletedTask;

    public Task PublishAsync(string channel, ReadOnlyMemory<byte> envelope)
    {
        Threads.Enqueue(Environment.CurrentManagedThreadId);
        Envelopes.Enqueue(Describe(envelope.Span));
        Sent();
        if (FailsAtOnce) return Task.FromException(new BrokerException("it is gone"));

        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers.Enqueue(answer);
        return answer.Task;
    }

    public void Answer()
    {
        Assert.True(_answers.TryDequeue(out var answer));
        answer.SetResult();
    }

    public Task<string> AgreeAsync(string key, string value) => Task.FromResult(value);

    public void Reconnect()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Describe(ReadOnlySpan<byte> envelope)
    {
        Assert.True(EnvelopeReader.TryBegin(envelope, out var reader));
        var texts = new List<string>();
        while (reader.TryNext(out _, out var body))
        {
            Assert.True(ReceivedMessage.TryRead(body, out var message));
            texts.Add(Encoding.UTF8.GetString(message.Payload));
        }

        return $"{reader.Sequence}: {string.Join(' ', texts)}";
    }
}
