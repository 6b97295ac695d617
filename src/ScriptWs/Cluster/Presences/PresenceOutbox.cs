using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Cluster;

/// <summary>Changes of members that wait to be written, in their order: all that wait leave together. Any thread adds.</summary>
internal sealed class PresenceOutbox(Func<IReadOnlyList<MemberChange>, Task> writeAsync, ILogger log)
{
    /// <summary>Changes that wait at most. Exceeded: all members are written again later.</summary>
    public const int MaxWaiting = 100_000;

    /// <summary>Changes that leave together at most.</summary>
    private const int MaxBatch = 500;

    private readonly Lock _lock = new();
    private readonly Queue<MemberChange> _waiting = new();
    private TaskCompletionSource? _writing;

    public bool IsIdle
    {
        get
        {
            lock (_lock) return _writing is null;
        }
    }

    /// <returns><c>false</c> when too many wait: it is let go.</returns>
    public bool TryAdd(MemberChange change)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MaxWaiting) return false;
            _waiting.Enqueue(change);
            if (_writing is not null) return true;
            _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Background.Queue("writing who is present", () => _ = WriteAllAsync(), log);
        return true;
    }

    /// <summary>Completes when all that waits now is written.</summary>
    public Task WhenIdle()
    {
        lock (_lock) return _writing?.Task ?? Task.CompletedTask;
    }

    private async Task WriteAllAsync()
    {
        while (TryTake(out var batch))
        {
            try
            {
                await writeAsync(batch).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Background.Report(e, "writing who is present", log);
            }
        }
    }

    private bool TryTake(out List<MemberChange> batch)
    {
        batch = [];
        TaskCompletionSource? ended;
        lock (_lock)
        {
            while (batch.Count < MaxBatch && _waiting.TryDequeue(out var next)) batch.Add(next);
            if (batch.Count > 0) return true;
            (ended, _writing) = (_writing, null);
        }

        ended?.TrySetResult();
        return false;
    }
}
