using Jint;
using Jint.Native;
using Jint.Native.Function;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Scripting;

/// <summary>
/// The handlers of one version of a script, called as its worker's events come: connections and their messages, questions of clients
/// and of supervision, timers. On the worker's turn.
/// </summary>
internal sealed class ScriptHost : IConnectionHandler, IDisposable
{
    /// <summary>When a client is told to come back whose answer a new version of the script cut off.</summary>
    private static readonly TimeSpan ReplacedRetryAfter = TimeSpan.FromSeconds(1);

    private readonly ScriptEngine _engine;
    private readonly ConnectionObjects _connections;
    private readonly Handlers _handlers;
    private readonly ScriptQuestions _questions;
    private readonly JsValue[] _one = new JsValue[1];
    private readonly JsValue[] _two = new JsValue[2];
    private bool _isDisposed;

    /// <summary>Loads and tries the script; <see cref="Succession.GoLive"/> ends the loading.</summary>
    /// <exception cref="ScriptLoadException">It does not load, exports no handler, or fails its selfTest.</exception>
    public ScriptHost(ScriptModule module, ScriptHostServices services)
    {
        _engine = new ScriptEngine(module, services);
        _connections = _engine.Connections;
        _questions = new ScriptQuestions(_engine);
        var trial = new ScriptTrial(_engine);
        _handlers = trial.Evaluate();
        _engine.Failures.OnError = _handlers.OnError;
        trial.RunSelfTest(_handlers.SelfTest);
        Clients = new ClientRequests(_engine, _handlers);
        Events = new ScriptEvents(_engine, _handlers.OnEvent);
        Topics = new ScriptTopics(_engine, _handlers);
        Succession = new Succession(this, _engine, trial, _handlers, _questions, new ScriptJobs(_engine, _handlers.Jobs));
    }

    /// <summary>From this host to the next one, and from the previous one to this.</summary>
    public Succession Succession { get; }

    /// <summary>What clients of the subprotocol ask.</summary>
    public ClientRequests Clients { get; }

    /// <summary>What scripts of this endpoint on all nodes tell it.</summary>
    public ScriptEvents Events { get; }

    /// <summary>What it is told about topics that have a rule.</summary>
    public ScriptTopics Topics { get; }

    public Engine Engine => _engine.Engine;

    public EngineStage Stage => _engine.Stage;

    public int Generation => _engine.Generation;

    /// <summary>The script's path, as server.json names it.</summary>
    public string File => _engine.File;

    /// <summary>What the script runs at times of its own.</summary>
    public IReadOnlyList<ScriptJob> Jobs => _handlers.Jobs;

    /// <summary>When they are due; <c>null</c> where another worker of the endpoint runs them.</summary>
    public JobBoard? JobBoard => _engine.Services.Jobs;

    /// <summary>What is legal in the script and hardly meant, a sentence each.</summary>
    public IEnumerable<string> Warnings => _handlers.Unknown.Select(name => HandlerAdvice.Describe(_engine.Module, name));

    /// <summary>Whether it keeps too much memory and has asked for a new host in its place.</summary>
    public bool AsksForReplacement => _engine.AsksForReplacement;

    /// <summary>Whether it has open connections. Any thread: a moment later it may be otherwise.</summary>
    public bool HasConnections => _connections.Open.Count > 0;

    public bool HandlesAuthentication => _handlers.OnAuthenticate is not null;

    public bool HandlesUpgrade => _handlers.OnUpgrade is not null;

    public bool HandlesBinary => _handlers.OnBinary is not null;

    public bool HandlesRequests => _handlers.OnRequest is not null;

    public bool HandlesHeartbeat => _handlers.OnHeartbeat is not null;

    public bool HandlesWatchdog => _handlers.OnWatchdog is not null;

    public void OnStart() => _engine.Turn("onStart", _handlers.OnStart, []);

    public void OnShutdown(string reason, Action done)
    {
        _one[0] = new JsString(reason);
        _engine.Turn("onShutdown", _handlers.OnShutdown, _one, null, result => _engine.Settle(result, _ => done(), _ => done()), done);
    }

    /// <summary>Runs the timers that are due, each as a turn of its own. Those that they set let messages go first.</summary>
    public void RunTimers()
    {
        var end = _engine.Timers.DueEnd;
        while (_engine.Timers.TryTakeDue(end, out var callback, out var args)) _engine.Turn("timer", callback, args);
        _engine.Timers.ScheduleNext();
    }

    /// <summary>Asks <c>onAuthenticate</c>. Without it no client is known.</summary>
    /// <param name="candidate">Who the client says it is, and how.</param>
    /// <param name="password">The password, if it gave one.</param>
    /// <param name="token">The token, if it gave one.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="decide">Told the user or <c>null</c>, and whether the script failed; at most once, now or on a later turn.</param>
    public void OnAuthenticate(
        ConnectionUser candidate, string? password, string? token, UpgradeRequest request, Action<ConnectionUser?, bool> decide)
    {
        if (_handlers.OnAuthenticate is not { } handler)
        {
            decide(null, false);
            return;
        }

        _questions.Ask(
            new PendingQuestion(host => host.OnAuthenticate(candidate, password, token, request, decide)),
            "onAuthenticate",
            handler,
            CredentialsObject.Create(Engine, candidate, password, token, request),
            (JsValue value, out string problem) =>
                (User: AuthenticationAnswer.Read(Engine, value, candidate, out problem), HasFailed: false),
            failed: (null, true),
            answer => decide(answer.User, answer.HasFailed));
    }

    public void OnUpgrade(UpgradeRequest request, Action<UpgradeDecision> decide)
    {
        if (_handlers.OnUpgrade is not { } handler)
        {
            decide(UpgradeDecision.Accept.Plain);
            return;
        }

        _questions.Ask(
            new PendingQuestion(host => host.OnUpgrade(request, decide)),
            "onUpgrade",
            handler,
            RequestObject.Create(Engine, request),
            (JsValue value, out string problem) => UpgradeAnswer.Read(value, request, out problem) ?? UpgradeAnswer.Failed,
            UpgradeAnswer.Failed,
            decide);
    }

    /// <summary>Asks <c>onRequest</c>. Without it no request is the script's.</summary>
    /// <param name="request">The request.</param>
    /// <param name="answer">Told the answer, or none when the request is not the script's; at most once, now or on a later turn.</param>
    public void OnRequest(ScriptRequest request, Action<ScriptAnswer?> answer)
    {
        if (_handlers.OnRequest is not { } handler)
        {
            answer(null);
            return;
        }

        _questions.Ask(
            new PendingQuestion(AskAgain, request),
            "onRequest",
            handler,
            HttpRequestObject.Create(Engine, request),
            (JsValue value, out string problem) => RequestAnswer.Read(Engine, value, out problem),
            ScriptAnswer.Of(HttpRefusals.ScriptFailed),
            answer);

        // Asked again of a new version only what changes nothing: the old one may have done half of it.
        void AskAgain(ScriptHost host)
        {
            if (request.IsSafe) host.OnRequest(request, answer);
            else answer(ScriptAnswer.Of(HttpRefusals.ServerIsBusy(ReplacedRetryAfter)));
        }
    }

    /// <summary>Drops a request whose client has gone.</summary>
    public void Forget(ScriptRequest request) => _questions.Forget(request);

    public void OnConnect(Connection connection)
    {
        var added = _connections.Add(connection);
        var about = _engine.BeginConnection(added);
        if (_handlers.OnConnect is null) return;
        (_two[0], _two[1]) = (added, about);
        _engine.Turn("onConnect", _handlers.OnConnect, _two, connection);
    }

    public void OnText(Connection connection, ReadOnlySpan<byte> utf8)
    {
        if (_handlers.OnMessage is null) return;
        _two[0] = _connections.ObjectOf(connection);
        _two[1] = EncodedText.Of(utf8);
        _engine.Turn("onMessage", _handlers.OnMessage, _two, connection);
    }

    public void OnBinary(Connection connection, ReadOnlySpan<byte> bytes)
    {
        if (_handlers.OnBinary is null)
        {
            connection.Close(CloseStatuses.BinaryRefused);
            return;
        }

        _two[0] = _connections.ObjectOf(connection);
        _two[1] = ReceivedBytes.Of(Engine, bytes);
        _engine.Turn("onBinary", _handlers.OnBinary, _two, connection);
    }

    public void OnDrain(Connection connection)
    {
        if (_handlers.OnDrain is null) return;
        _one[0] = _connections.ObjectOf(connection);
        _engine.Turn("onDrain", _handlers.OnDrain, _one, connection);
    }

    public void OnDisconnect(Connection connection, CloseStatus status)
    {
        var gone = _connections.ObjectOf(connection);
        _connections.Open.Remove(gone);
        gone.End();
        JsValue[] args = [gone, JsNumber.Create(status.Code), new JsString(status.Reason)];
        if (_handlers.OnDisconnect is not null) _engine.Turn("onDisconnect", _handlers.OnDisconnect, args, connection);
        _engine.EndConnection(gone, status);
    }

    /// <summary>Asks <c>onHeartbeat</c>. <c>false</c> refuses; everything else agrees, and so does a failure.</summary>
    /// <returns>Whether the connection may be pinged.</returns>
    public bool OnHeartbeat(Connection connection)
    {
        _one[0] = _connections.ObjectOf(connection);
        return Agrees("onHeartbeat", _handlers.OnHeartbeat, connection);
    }

    /// <summary>Asks <c>onWatchdog</c>. <c>false</c> refuses; everything else agrees, and so does a failure.</summary>
    /// <returns>Whether to try to listen again.</returns>
    public bool OnWatchdog(int attempt, string cause)
    {
        var about = new JsObject(Engine);
        about.FastSetDataProperty("attempt", JsNumber.Create(attempt));
        about.FastSetDataProperty("cause", new JsString(cause));
        _one[0] = about;
        return Agrees("onWatchdog", _handlers.OnWatchdog, null);
    }

    /// <summary>
    /// Takes this host out of service while a turn of it still runs on another thread. What that turn does from now on fails.
    /// </summary>
    public void Abandon()
    {
        _engine.Stage = EngineStage.Abandoned;
        _engine.Outside.End();
        Clients.GiveUp();
    }

    /// <summary>Another host has taken over. This one ends the requests that it has begun, and is disposed then.</summary>
    public void Retire() => _engine.Retire(() => Clients.ArePending, Dispose);

    /// <summary>The script and its version, for messages.</summary>
    public string Describe() => $"{File} (generation {Generation})";

    /// <inheritdoc cref="ScriptEngine.ContinuedAt"/>
    public long ContinuedAt => _engine.ContinuedAt;

    /// <summary>Where the script is. Any thread: the engine may go on meanwhile.</summary>
    public string PeekAtPlace() => StackTraces.LastPlace(Engine) ?? "no script runs; it is C# code.";

    public void Dispose()
    {
        if (_isDisposed) return;

        _isDisposed = true;
        Clients.GiveUp();
        _engine.Dispose();
    }

    private bool Agrees(string name, Function? handler, Connection? connection)
    {
        var refused = false;
        _engine.Turn(name, handler, _one, connection, result => refused = result == JsBoolean.False);
        return !refused;
    }
}
