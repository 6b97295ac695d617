using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace ScriptWs.Scripting;

/// <summary>One C# function in one engine: what a script calls. On the worker's turn.</summary>
internal sealed class HostBinding(Engine engine, IScriptScope scope, HostModule module, IHostFunction function)
{
    private readonly string _name = $"{module.Name}.{function.Name}";

    public ScriptHostServices Services => scope.Services;

    public OutsidePromises Outside => scope.Outside;

    public HostModule Module => module;

    /// <summary>What the script imports.</summary>
    public ClrFunction Create() => new(engine, function.Name, (_, args) => Call(args), function.Parameters.Count);

    /// <summary>Calls the C# function itself. What it throws is its own exception.</summary>
    public HostOutcome Run(object?[] arguments, HostCaller caller) => function.Call(arguments, caller);

    /// <summary>Logs an exception of the function, unless it is meant for scripts, and says how its error is made. Any thread.</summary>
    public Func<Engine, JsValue> ErrorOf(Exception exception, HostCaller caller) =>
        HostErrors.Of(exception, function.ErrorOf(exception), new HostCallInfo(module.Name, function.Name, caller), Services);

    /// <summary>Does what can be done of <see cref="Write"/> without the engine. Any thread.</summary>
    public object? Prepare(object? value) => value is null ? null : function.Result.Prepare(value);

    /// <summary>Makes the result for the script; <c>null</c> passes also where the type promises that there is none.</summary>
    public JsValue Write(object? prepared) =>
        prepared is null && function.Result is not NothingValue ? JsValue.Null : function.Result.Write(engine, prepared);

    /// <summary>The error of too many calls.</summary>
    public JsValue Busy(string what) => HostErrors.Error(engine, $"{_name}: {what}; try again later.", "busy");

    private JsValue Call(JsValue[] args)
    {
        scope.RequireLive(_name);
        try
        {
            var arguments = HostArguments.Read(engine, _name, function.Parameters, args);
            return function.Kind switch
            {
                HostFunctionKind.Sync => CallNow(arguments, Caller()),
                HostFunctionKind.Stream => OpenStream(arguments, Caller()),
                _ => new HostCall(this, arguments, Caller(), _name).Begin(engine),
            };
        }
        catch (JavaScriptException e) when (function.Kind == HostFunctionKind.Promise)
        {
            return Outside.Rejected(e.Error);
        }
    }

    private JsObject OpenStream(object?[] arguments, HostCaller caller)
    {
        if (!module.TryOpenStream()) throw new JavaScriptException(Busy($"{HostModule.MaxStreams} iterators of the module are open"));

        return HostIterator.Create(engine, new HostStream(this, arguments, caller, _name));
    }

    private JsValue CallNow(object?[] arguments, HostCaller caller)
    {
        Func<Engine, JsValue> failure;
        try
        {
            return Write(Prepare(Run(arguments, caller).Value));
        }
        catch (Exception e) when (e is not JintException)
        {
            failure = ErrorOf(e, caller);
        }

        throw new JavaScriptException(failure(engine));
    }

    /// <summary>In the turn of onDisconnect, and later, there is no connection whose end could cancel a call.</summary>
    private HostCaller Caller()
    {
        if (scope.TurnConnection is not { } connection) return new HostCaller(null, Outside.Ended);

        var caller = scope.ObjectOf(connection);
        return new HostCaller(connection, scope.Connections.Contains(caller) ? caller.Ended : Outside.Ended);
    }
}
