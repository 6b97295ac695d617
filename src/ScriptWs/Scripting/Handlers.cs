using Jint;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Configuration;

namespace ScriptWs.Scripting;

/// <summary>The handlers that a script exports.</summary>
internal sealed class Handlers
{
    /// <summary>Every export that means something here.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "onStart", "onAuthenticate", "onUpgrade", "onConnect", "onMessage", "onBinary", "onDrain", "onDisconnect",
        "onSubscribe", "onRequest", "onEvent", "onHeartbeat", "onGap", "onPresence", "onError", "onShutdown", "onWatchdog", "onUnload",
        "onLoad",
    ];

    /// <summary>What a script may export to be tried before it goes live; no handler, since nothing happens to anybody.</summary>
    private const string SelfTestName = "selfTest";

    private Handlers(
        ObjectInstance exports, IReadOnlyList<string> unknown, IReadOnlyList<ScriptJob> jobs, IReadOnlyDictionary<string, Function> rpc)
    {
        (Unknown, Jobs, Rpc) = (unknown, jobs, rpc);
        OnStart = Callables.Of(exports.Engine, exports.Get("onStart"));
        OnAuthenticate = Callables.Of(exports.Engine, exports.Get("onAuthenticate"));
        OnUpgrade = Callables.Of(exports.Engine, exports.Get("onUpgrade"));
        OnConnect = Callables.Of(exports.Engine, exports.Get("onConnect"));
        OnMessage = Callables.Of(exports.Engine, exports.Get("onMessage"));
        OnBinary = Callables.Of(exports.Engine, exports.Get("onBinary"));
        OnDrain = Callables.Of(exports.Engine, exports.Get("onDrain"));
        OnDisconnect = Callables.Of(exports.Engine, exports.Get("onDisconnect"));
        OnSubscribe = Callables.Of(exports.Engine, exports.Get("onSubscribe"));
        OnRequest = Callables.Of(exports.Engine, exports.Get("onRequest"));
        OnEvent = Callables.Of(exports.Engine, exports.Get("onEvent"));
        OnHeartbeat = Callables.Of(exports.Engine, exports.Get("onHeartbeat"));
        OnGap = Callables.Of(exports.Engine, exports.Get("onGap"));
        OnPresence = Callables.Of(exports.Engine, exports.Get("onPresence"));
        OnError = Callables.Of(exports.Engine, exports.Get("onError"));
        OnShutdown = Callables.Of(exports.Engine, exports.Get("onShutdown"));
        OnWatchdog = Callables.Of(exports.Engine, exports.Get("onWatchdog"));
        OnUnload = Callables.Of(exports.Engine, exports.Get("onUnload"));
        OnLoad = Callables.Of(exports.Engine, exports.Get("onLoad"));
        SelfTest = Callables.Of(exports.Engine, exports.Get(SelfTestName));
    }

    /// <summary>Exported functions that look like handlers and are none (<see cref="HandlerAdvice"/>).</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>What the script runs at times of its own.</summary>
    public IReadOnlyList<ScriptJob> Jobs { get; }

    /// <summary>What clients of the subprotocol can call, by name.</summary>
    public IReadOnlyDictionary<string, Function> Rpc { get; }

    public Function? OnStart { get; }

    public Function? OnAuthenticate { get; }

    public Function? OnUpgrade { get; }

    public Function? OnConnect { get; }

    public Function? OnMessage { get; }

    public Function? OnBinary { get; }

    public Function? OnDrain { get; }

    public Function? OnDisconnect { get; }

    public Function? OnSubscribe { get; }

    public Function? OnRequest { get; }

    public Function? OnEvent { get; }

    public Function? OnHeartbeat { get; }

    public Function? OnGap { get; }

    public Function? OnPresence { get; }

    public Function? OnError { get; }

    public Function? OnShutdown { get; }

    public Function? OnWatchdog { get; }

    public Function? OnUnload { get; }

    public Function? OnLoad { get; }

    public Function? SelfTest { get; }

    /// <exception cref="ScriptLoadException">No handler is exported, or one is not a function.</exception>
    public static Handlers Of(ObjectInstance exports, string file)
    {
        var found = Names.Where(name => !exports.Get(name).IsUndefined()).ToArray();
        if (Names.Append(SelfTestName).FirstOrDefault(name => !exports.Get(name).IsUndefined() && !exports.Get(name).IsCallable()) is { } wrong)
            throw new ScriptLoadException(DescribeNoFunction(file, wrong));
        string[] others = [.. exports.GetOwnPropertyKeys(Types.String).Select(key => key.ToString()).Where(name => IsOther(exports, name))];
        foreach (var name in others)
        {
            if (DescribeMistyped(file, name) is { } problem) throw new ScriptLoadException(problem);
        }

        var (jobs, rpc) = (JobReader.Read(exports, file), RpcMethods.Read(exports, file));
        if (found.Length == 0 && jobs.Count == 0 && rpc.Count == 0) throw new ScriptLoadException(DescribeNone(file));
        return new Handlers(exports, [.. others.Where(HandlerAdvice.LooksLikeHandler)], jobs, rpc);
    }

    /// <summary>Whether the server calls an export of this name.</summary>
    public static bool Calls(string name) => name == SelfTestName || Names.Contains(name);

    public static string DescribeNone(string where) =>
        $"{where}: no handler is exported; export at least one of {string.Join(", ", Names)}.";

    public static string DescribeNoFunction(string where, string name) =>
        $"{where}: {name} is exported, but it is no function; export function {name}(…) {{ … }}.";

    /// <returns><c>null</c> when a function of this name is not meant to be a handler.</returns>
    /// <param name="where">The file or the place that exports it.</param>
    /// <param name="name">Its name, which is no handler's.</param>
    public static string? DescribeMistyped(string where, string name) =>
        MayBeMistyped(name) && Nearest.To(name, Names.Append(SelfTestName)) is { } meant
            ? $"{where}: \"{name}\" is not a handler; did you mean \"{meant}\"?"
            : null;

    /// <summary>A function that means nothing here.</summary>
    private static bool IsOther(ObjectInstance exports, string name) =>
        !Names.Contains(name) && name != SelfTestName && exports.Get(name).IsCallable();

    private static bool MayBeMistyped(string name) =>
        name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || name.StartsWith("self", StringComparison.OrdinalIgnoreCase);
}
