using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>A message that waits for the storage. Any thread.</summary>
internal sealed class PendingPublish(in TopicMessage message)
{
    /// <summary>What a waiting message takes beside its payload, roughly.</summary>
    private const int Overhead = 256;

    private readonly TaskCompletionSource<Position> _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SharedFrame Frame { get; } = message.Frame;

    public Guid? Except { get; } = message.Except;

    /// <summary>Bytes that it takes while it waits, roughly.</summary>
    public long Size => Frame.Bytes.Length + Overhead;

    /// <summary>Its position, once it is kept and delivered.</summary>
    public Task<Position> Kept => _kept.Task;

    public void Succeed(Position position) => _kept.TrySetResult(position);

    public void Fail(TopicException failure) => _kept.TrySetException(failure);
}
