using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>A message that waits for its place in a history. Any thread.</summary>
internal sealed class PendingMessage(TopicRule rule, byte[] payload)
{
    private readonly TaskCompletionSource<long> _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isTaken;

    public TopicRule Rule => rule;

    public byte[] Payload => payload;

    /// <summary>Its id.</summary>
    public Task<long> Added => _added.Task;

    /// <summary>It leaves now.</summary>
    /// <returns><c>false</c> when its publisher has given up.</returns>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Its publisher waits no longer.</summary>
    /// <returns><c>false</c> when it has left.</returns>
    public bool TryGiveUp() => TryTake();

    public void Succeed(long id) => _added.TrySetResult(id);

    public void Fail(TopicException failure) => _added.TrySetException(failure);
}
