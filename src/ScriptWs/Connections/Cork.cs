namespace ScriptWs.Connections;

/// <summary>
/// Holds back flushes while a thread runs a batch of turns, so that everything the batch sends to one connection leaves
/// in one write. Outside a batch a connection is flushed at once.
/// </summary>
internal sealed class Cork
{
    [ThreadStatic]
    private static Cork? t_current;

    private readonly List<Connection> _waiting = [];
    private int _depth;

    /// <summary>Begins a batch on this thread; batches nest.</summary>
    public static void Begin() => (t_current ??= new Cork())._depth++;

    /// <summary>Ends the batch; the outermost one flushes.</summary>
    public static void End()
    {
        var cork = t_current!;
        if (cork._depth == 1) cork.FlushWaiting();
        cork._depth--;
    }

    /// <summary>Flushes what the batch has sent so far and goes on with it.</summary>
    public static void Flush() => t_current!.FlushWaiting();

    /// <summary>Flushes the connection when this thread's batch ends, or now if there is none.</summary>
    public static void Schedule(Connection connection)
    {
        if (t_current is { _depth: > 0 } cork)
        {
            if (connection.TryMarkFlushScheduled()) cork._waiting.Add(connection);
        }
        else
        {
            connection.Flush();
        }
    }

    private void FlushWaiting()
    {
        // By index: a flush may close a connection, which may add another.
        for (var i = 0; i < _waiting.Count; i++) _waiting[i].Flush();
        _waiting.Clear();
    }
}
