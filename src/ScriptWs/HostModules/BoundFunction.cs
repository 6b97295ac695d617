using System.Reflection;
using ScriptWs.Diagnostics;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>A method of C# as a function for scripts. Immutable; any thread.</summary>
internal sealed class BoundFunction : IHostFunction
{
    private readonly MethodInvoker _invoker;
    private readonly IModuleTarget? _target;
    private readonly ArgumentSource[] _sources;
    private readonly ResultAdapter _adapter;
    private readonly string _fullName;

    /// <param name="fullName">The function as messages name it.</param>
    /// <param name="signature">What is called.</param>
    /// <param name="target">The objects that it is called on.</param>
    public BoundFunction(string fullName, BoundSignature signature, IModuleTarget target)
    {
        (_fullName, Name, Kind, Parameters, Result) = (fullName, signature.Name, signature.Kind, signature.Parameters, signature.Result);
        (_sources, _adapter, _invoker) = (signature.Sources, signature.Adapter, MethodInvoker.Create(signature.Method));
        _target = signature.Method.IsStatic ? null : target;
    }

    public string Name { get; }

    public HostFunctionKind Kind { get; }

    public IReadOnlyList<HostParameter> Parameters { get; }

    public HostValue Result { get; }

    public HostError? ErrorOf(Exception exception) => exception is ScriptException meant ? new HostError(meant.Message, meant.Code) : null;

    public HostOutcome Call(object?[] arguments, HostCaller caller)
    {
        var all = _sources.Length == arguments.Length ? arguments : Complete(arguments, caller);
        var lease = _target?.Take() ?? default;
        object? returned;
        try
        {
            returned = _invoker.Invoke(lease.Instance, all.AsSpan());
        }
        catch (Exception e)
        {
            if (lease.Scope is { } scope) _ = EndAsync(scope);
            if (e is TargetInvocationException { InnerException: { } inner }) throw inner;
            throw;
        }

        return _adapter.Of(returned, lease.Scope);
    }

    private object?[] Complete(object?[] arguments, HostCaller caller)
    {
        var all = new object?[_sources.Length];
        var next = 0;
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = _sources[i] switch
            {
                ArgumentSource.Script => arguments[next++],
                ArgumentSource.Cancellation => caller.Ended,
                ArgumentSource.Connection when caller.Connection is null =>
                    throw new ScriptException($"{_fullName} is for turns of a connection; call it in a handler of one.", "no-connection"),
                _ => caller.Connection is { } connection ? ScriptWsConnection.Of(connection) : null,
            };
        }

        return all;
    }

    private static async Task EndAsync(IAsyncDisposable scope)
    {
        try
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Background.Report(e, "ending the scope of a C# function", null);
        }
    }
}
