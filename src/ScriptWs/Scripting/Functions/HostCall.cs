using System.Runtime.CompilerServices;
using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptWs.Diagnostics;

namespace ScriptWs.Scripting;

/// <summary>
/// One call whose result is a promise. The function begins on the worker's turn, so that one that blocks is a turn that takes
/// long. What it completes later settles the promise on a turn.
/// </summary>
internal sealed class HostCall(HostBinding binding, object?[] arguments, HostCaller caller, string name)
{
    private OutsidePromise? _promise;
    private ConfiguredTaskAwaitable<object?>.ConfiguredTaskAwaiter _awaiter;

    /// <summary>Calls, or waits for a place. On the worker's turn.</summary>
    /// <returns>The promise.</returns>
    public JsValue Begin(Engine engine)
    {
        if (binding.Module.Gate.TryEnter()) return BeginNow(engine);

        _promise = binding.Outside.Begin(name, caller.Connection);
        if (!binding.Module.Gate.TryWait(() => binding.Services.Post(BeginLate)))
        {
            var gate = binding.Module.Gate;
            var busy = binding.Busy($"{gate.Limit} calls of the module are in flight and {gate.WaitingLimit} wait");
            _promise.Reject(_ => busy);
        }

        return _promise.Promise;
    }

    private JsValue BeginNow(Engine engine)
    {
        HostOutcome outcome;
        try
        {
            outcome = binding.Run(arguments, caller);
            if (outcome.Pending is null)
            {
                var value = binding.Prepare(outcome.Value);
                binding.Module.Gate.Leave();
                return Fulfilled(value);
            }
        }
        catch (Exception e)
        {
            binding.Module.Gate.Leave();
            return binding.Outside.Rejected(binding.ErrorOf(e, caller)(engine));
        }

        try
        {
            _promise = binding.Outside.Begin(name, caller.Connection);
        }
        catch (JavaScriptException e)
        {
            Await(outcome.Pending); // it goes on, and gives its place back; what it returns is not waited for
            return binding.Outside.Rejected(e.Error);
        }

        Await(outcome.Pending);
        return _promise.Promise;
    }

    private JsValue Fulfilled(object? value)
    {
        try
        {
            return binding.Outside.Resolved(binding.Write(value));
        }
        catch (JavaScriptException e)
        {
            return binding.Outside.Rejected(e.Error);
        }
    }

    /// <summary>On the worker's turn, or when its engine has gone.</summary>
    private void BeginLate()
    {
        if (binding.Outside.HasEnded)
        {
            binding.Module.Gate.Leave();
            return;
        }

        try
        {
            var outcome = binding.Run(arguments, caller);
            if (outcome.Pending is { } pending) Await(pending);
            else Settle(binding.Prepare(outcome.Value));
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Await(Task<object?> pending)
    {
        _awaiter = pending.ConfigureAwait(false).GetAwaiter();
        if (_awaiter.IsCompleted) OnCompleted();
        else _awaiter.UnsafeOnCompleted(OnCompleted);
    }

    /// <summary>Any thread.</summary>
    private void OnCompleted() => Background.Run(Complete, "completing a call of a C# function", binding.Services.Log);

    private void Complete()
    {
        object? value;
        try
        {
            value = binding.Prepare(_awaiter.GetResult());
        }
        catch (Exception e)
        {
            Fail(e);
            return;
        }

        Settle(value);
    }

    private void Settle(object? value)
    {
        binding.Module.Gate.Leave();
        _promise?.Resolve(_ => binding.Write(value));
    }

    private void Fail(Exception e)
    {
        binding.Module.Gate.Leave();
        _promise?.Reject(binding.ErrorOf(e, caller));
    }
}
