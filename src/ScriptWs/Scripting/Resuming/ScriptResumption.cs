using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using ScriptWs.ClientProtocol;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Scripting;

/// <summary>
/// Keeps what connections of one engine can be resumed with, and restores it. What a script changes is not seen, so that a connection
/// is kept a little after the script has looked at its data. On the worker's turn.
/// </summary>
internal sealed class ScriptResumption
{
    /// <summary>Connections that are copied in one turn.</summary>
    private const int MaxInOneTurn = 100;

    /// <summary>One connection is written at most once in this time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ScriptEngine _engine;
    private readonly HashSet<ConnectionObject> _touched = new(ReferenceEqualityComparer.Instance);
    private readonly JsObject _fresh;
    private readonly JsObject _resumed;
    private ITimer? _timer;
    private bool _isScheduled;

    public ScriptResumption(ScriptEngine engine)
    {
        _engine = engine;
        (_fresh, _resumed) = (About(false), About(true));

        JsObject About(bool isResumed)
        {
            var about = new JsObject(engine.Engine);
            // All connections are told the same object.
            var value = isResumed ? JsBoolean.True : JsBoolean.False;
            about.FastSetProperty("resumed", new PropertyDescriptor(value, writable: false, enumerable: true, configurable: false));
            about.PreventExtensions();
            return about;
        }
    }

    private ScriptHostServices Services => _engine.Services;

    /// <summary>Restores what the connection continues, and keeps it from now on.</summary>
    /// <returns>What <c>onConnect</c> is told.</returns>
    public JsValue Begin(ConnectionObject opened)
    {
        if (opened.Connection.Resumable() is not { } resumable) return _fresh;

        var isResumed = resumable.Resumed is { } bytes && ResumeState.TryRead(bytes, out var state) && Restore(opened, state);
        // Another engine may have the connection when it is asked.
        resumable.Collect = done => opened.Connection.InTurn(() =>
            done(opened.Connection.ScriptState is ConnectionObject now ? now.Scope.Capture(now) : null));
        Touch(opened);
        return isResumed ? _resumed : _fresh;
    }

    /// <summary>The state of a connection now; <c>null</c> when it cannot be kept.</summary>
    public byte[]? Capture(ConnectionObject one)
    {
        byte[]? state = null;
        Run(() => state = StateOf(one));
        return state;
    }

    /// <summary>The state of a connection may change now.</summary>
    public void Touch(ConnectionObject one)
    {
        if (one.Connection.Resumable() is null || _engine.Retired is not null || !_touched.Add(one) || _isScheduled) return;

        _isScheduled = true;
        _timer ??= Services.Clock.Timer("keeping resumable connections", () => Services.Post(SaveSome), Services.Log);
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A connection has ended. One that was closed on purpose cannot be resumed.</summary>
    public void End(ConnectionObject gone, CloseStatus status)
    {
        _touched.Remove(gone);
        if (gone.Connection.Resumable() is not { } resumable) return;

        if (IsLoss(status.Code)) Run(() => resumable.Lose(StateOf(gone)));
        else resumable.End();
    }

    /// <summary>Another engine has the connections from now on.</summary>
    public void Dispose() => _timer?.Dispose();

    /// <summary>
    /// The wire ended, the server stops, or it could not go on. Everything else is the wish of the client or of the script. A page that
    /// is left closes with 1001 as a server does; its state expires.
    /// </summary>
    private static bool IsLoss(int code) => code is 1001 or CloseStatuses.AbnormalClosure or 1011 or 1012 or 1013;

    private void SaveSome()
    {
        _isScheduled = false;
        if (!_engine.IsLive || _engine.Retired is not null) return;

        var some = _touched.Take(MaxInOneTurn).ToArray();
        _touched.ExceptWith(some);
        Run(() =>
        {
            foreach (var one in some)
            {
                if (StateOf(one) is { } state) one.Connection.Resumable()?.Save(state);
            }
        });
        if (_touched.FirstOrDefault() is not { } next) return;

        _touched.Remove(next);
        Touch(next);
    }

    /// <returns><c>null</c> when it cannot be kept.</returns>
    private byte[]? StateOf(ConnectionObject one)
    {
        var connection = one.Connection;
        try
        {
            var data = one.HasData ? StructuredClone.Write(_engine.Engine, one.PeekData) : new CloneValue.PlainObject([]);
            // When it has ended, they are the last ones.
            var topics = connection.Subscriptions.Concat(connection.LastSubscriptions);
            if (connection.Client() is { } client) topics = topics.Union(client.Permitted);
            var state = new ResumeState(connection.Id, [.. topics], data);
            return state.Write(Services.Storage?.MaxValueSize ?? 0) ?? Refuse("its data are larger than storage.maxValueSize.");
        }
        catch (JavaScriptException e) when (e.Error is ObjectInstance error)
        {
            return Refuse(DataOnly.Text(error, "message", 200) ?? "its data cannot be copied.");
        }

        byte[]? Refuse(string problem)
        {
            Log.StateNotCopied(Services.Log, _engine.File, problem, connection.Id);
            return null;
        }
    }

    private bool Restore(ConnectionObject opened, ResumeState state)
    {
        var isRestored = false;
        Run(() =>
        {
            opened.Data = StructuredClone.Read(_engine.Engine, state.Data);
            isRestored = true;
        });
        if (!isRestored) return false;

        // The client may have noticed the loss before the server did.
        Services.Registry.Find(state.Connection)?.Close(CloseStatuses.ResumedElsewhere);
        SubscribeAgain(opened.Connection, state.Topics);
        return true;
    }

    /// <summary>Our own client says where each history continues for it. Others get what comes from now on.</summary>
    private void SubscribeAgain(Connection connection, IReadOnlyList<string> topics)
    {
        if (connection.Client() is not { } client)
        {
            foreach (var topic in topics) connection.Subscribe(topic);
            return;
        }

        client.Permitted.UnionWith(topics);
        var followed = topics.ToLookup(topic => Services.Topics?.FindHistory(topic) is not null);
        foreach (var topic in followed[false]) connection.Subscribe(topic);
        if (followed[true].Any()) connection.SendRpc(RpcWriter.Restored(followed[true]));
    }

    /// <summary>Copying takes the time and the memory of a turn.</summary>
    private void Run(Action copy) => _engine.Turn("resumption", null, [], null, _ => copy());
}
