using ScriptWs.Scripting;

namespace ScriptWs.Running;

/// <summary>A question that waits for the answers of nodes. Any thread.</summary>
/// <param name="nodes">The nodes that are asked, by their numbers.</param>
internal sealed class PendingAsk(Dictionary<uint, string> nodes)
{
    private readonly Lock _lock = new();
    private readonly List<NodeAnswer> _answers = [];
    private readonly List<string> _missing = [];
    private readonly TaskCompletionSource<NodeAnswers> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when each node has answered, or the question has timed out.</summary>
    public Task<NodeAnswers> Task => _completion.Task;

    /// <summary>A node has answered; only its first answer counts.</summary>
    /// <param name="node">Its number.</param>
    /// <param name="data">The answer; <c>null</c> when it has none.</param>
    public void Answer(uint node, byte[]? data)
    {
        lock (_lock)
        {
            if (!nodes.Remove(node, out var name)) return;
            if (data is null) _missing.Add(name);
            else _answers.Add(new NodeAnswer(name, data));
            if (nodes.Count > 0) return;
        }

        End();
    }

    /// <summary>Nodes that have not answered are missing.</summary>
    public void End()
    {
        NodeAnswers result;
        lock (_lock) result = new NodeAnswers([.. _answers], [.. _missing, .. nodes.Values]);
        _completion.TrySetResult(result);
    }
}
