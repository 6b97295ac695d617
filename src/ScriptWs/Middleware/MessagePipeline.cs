using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Middleware;

/// <summary>
/// Runs the middleware of one worker before its messages are delivered. While middleware waits, the later messages of that connection
/// do too; other connections go on. On the worker's turn.
/// </summary>
/// <param name="steps">The middleware, in its order.</param>
/// <param name="post">Runs something on the worker's turn, and never on the caller's stack.</param>
/// <param name="deliver">Hands a message to what comes after.</param>
/// <param name="failed">Told what middleware threw. Any thread.</param>
internal sealed class MessagePipeline(
    IReadOnlyList<ScriptWsMiddleware> steps, Action<Action> post, MessageDelivery deliver, Action<Exception, Connection> failed)
{
    /// <summary>A message has come.</summary>
    public void OnMessage(Connection connection, bool isText, ReadOnlySpan<byte> bytes)
    {
        var lane = (MessageLane)(connection.MessageLane ??= new MessageLane());
        var message = new ScriptWsMessage(ScriptWsConnection.Of(connection), isText, bytes.ToArray());
        if (!lane.IsBusy) Run(connection, lane, message);
        else if (!lane.TryWait(message)) connection.Close(CloseStatuses.TooManyMessages);
    }

    private void Run(Connection connection, MessageLane lane, ScriptWsMessage message)
    {
        var passage = new MessagePassage(steps, post, message, () => Deliver(connection, message));
        var running = passage.RunAsync();
        if (running.IsCompleted)
        {
            Observe(running, connection);
            return;
        }

        lane.IsBusy = true;
        running.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => post(() =>
        {
            Observe(running, connection);
            lane.IsBusy = false;
            while (!lane.IsBusy && lane.TryTake(out var next)) Run(connection, lane, next);
        }));
    }

    /// <summary>What waits while its connection closes is dropped.</summary>
    private void Deliver(Connection connection, ScriptWsMessage message)
    {
        if (connection.State == ConnectionState.Open) deliver(connection, message.IsText, message.Bytes.Span);
    }

    private void Observe(Task running, Connection connection)
    {
        if (running.Exception?.InnerException is { } problem) failed(problem, connection);
    }
}
