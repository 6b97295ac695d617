namespace ScriptWs.Middleware;

/// <summary>One message on its way through the middleware.</summary>
/// <param name="steps">The middleware.</param>
/// <param name="post">Runs something on the worker's turn.</param>
/// <param name="message">The message.</param>
/// <param name="deliver">Hands it to what comes after, on the worker's turn.</param>
internal sealed class MessagePassage(IReadOnlyList<ScriptWsMiddleware> steps, Action<Action> post, ScriptWsMessage message, Action deliver)
{
    private int _thread;
    private int _next;

    /// <summary>Begins, on the worker's turn.</summary>
    public async Task RunAsync()
    {
        _thread = Environment.CurrentManagedThreadId;
        var running = NextAsync(0);
        Volatile.Write(ref _thread, 0);
        await running.ConfigureAwait(false);
    }

    private Task NextAsync(int step)
    {
        if (Interlocked.CompareExchange(ref _next, step + 1, step) != step)
            throw new InvalidOperationException("Middleware calls next() once at most for a message.");

        return step < steps.Count ? steps[step](message, () => NextAsync(step + 1)) : DeliverAsync();
    }

    /// <summary>Still on the turn that the message came on, or on one of its own.</summary>
    private Task DeliverAsync()
    {
        if (Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId)
        {
            deliver();
            return Task.CompletedTask;
        }

        var delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        post(() =>
        {
            deliver();
            delivered.SetResult();
        });
        return delivered.Task;
    }
}
