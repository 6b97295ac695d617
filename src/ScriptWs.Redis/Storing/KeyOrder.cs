namespace ScriptWs.Redis;

/// <summary>
/// Lets operations of several steps hold back later ones of the same keys, so that operations of one caller take effect in the order
/// of its calls. Any thread.
/// </summary>
internal sealed class KeyOrder
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>Completes when nothing of several steps is in flight.</summary>
    public Task WhenAllPassed()
    {
        lock (_lock) return _last.Count == 0 ? Task.CompletedTask : Task.WhenAll(_last.Values.Distinct());
    }

    /// <summary>Completes when what is in flight on the keys has ended.</summary>
    public Task WhenPassed(IReadOnlyList<string> keys)
    {
        lock (_lock) return Before(keys);
    }

    /// <summary>Takes the keys, unless there is no need: later operations on them wait for this one.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="needed">Whether later operations wait although no earlier one is in flight.</param>
    /// <param name="before">Completes when it is this operation's turn.</param>
    /// <returns>What is completed at the end of the operation, with <see cref="End"/>; <c>null</c> when nothing waits for it.</returns>
    public TaskCompletionSource? Enter(IReadOnlyList<string> keys, bool needed, out Task before)
    {
        lock (_lock)
        {
            before = Before(keys);
            if (before.IsCompleted && !needed) return null;

            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var key in keys) _last[key] = end.Task;
            return end;
        }
    }

    public void End(IReadOnlyList<string> keys, TaskCompletionSource end)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (_last.GetValueOrDefault(key) == end.Task) _last.Remove(key);
            }
        }

        end.SetResult();
    }

    private Task Before(IReadOnlyList<string> keys)
    {
        if (_last.Count == 0) return Task.CompletedTask;

        Task[] before = [.. keys.Select(key => _last.GetValueOrDefault(key)).OfType<Task>().Distinct()];
        return before.Length switch
        {
            0 => Task.CompletedTask,
            1 => before[0],
            _ => Task.WhenAll(before),
        };
    }
}
