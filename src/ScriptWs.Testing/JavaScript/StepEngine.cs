using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Promise;
using Jint.Runtime;
using Jint.Runtime.Interop;
using ScriptWs.Testing.Worlds;

namespace ScriptWs.Testing.JavaScript;

/// <summary>
/// The engine of one worker. The thread that runs a step owns it meanwhile; what happens elsewhere waits in a queue until that
/// step looks, so that the engine is never entered twice at once.
/// </summary>
internal sealed class StepEngine : IDisposable
{
    private const int MaxQueued = 100_000;
    private const int MaxDepth = 1_000;
    private const int MaxRejections = 100;

    private readonly Channel<Action> _arrived = Channel.CreateBounded<Action>(MaxQueued);
    private readonly ConditionalWeakTable<JsValue, Exception> _hostErrors = [];
    private readonly List<(JsValue Promise, JsValue Reason)> _rejected = [];
    private readonly StepBudget _budget = new();

    public StepEngine(string root)
    {
        Engine = new Engine(options => Configure(options, root));
        Engine.Advanced.PromiseRejectionTracker += OnRejection;
    }

    private void Configure(Options options, string root)
    {
        options.Strict = true;
        options.Interop.Enabled = false;
        options.AgentCanSuspend = false;
        options.EnableModules(new StepModuleLoader(root));
        options.Constraint(_budget);
        options.LimitRecursion(MaxDepth);
        options.Constraints.StackOverflowGuard = true;
    }

    /// <summary>A rejected promise that is not handled fails the step that left it.</summary>
    private void OnRejection(object? sender, PromiseRejectionTrackerEventArgs e)
    {
        if (e.Operation == PromiseRejectionOperation.Handle) _rejected.RemoveAll(entry => entry.Promise == e.Promise);
        else if (_rejected.Count < MaxRejections) _rejected.Add((e.Promise, e.Value ?? JsValue.Undefined));
    }

    /// <summary>A limit of the engine was met: one sentence and the place, and not the host's own stack.</summary>
    private ScriptStepException Overdone(Exception e)
    {
        var stack = Engine.Advanced.StackTrace;
        Engine.Advanced.ResetCallStack();
        return e switch
        {
            RegexMatchTimeoutException => ScriptErrors.At(stack, "a regular expression took too long."),
            TimeoutException => ScriptErrors.At(stack, $"The step did not end within {Time.TotalSeconds:0.###} seconds.", "TimeoutError"),
            _ => ScriptErrors.At(stack, $"calls within calls went deeper than {MaxDepth}."),
        };
    }

    public Engine Engine { get; }

    /// <summary>How long steps may keep the engine busy without a pause.</summary>
    public TimeSpan Time { get; set; } = WaitBounds.Step;

    public void Dispose() => Engine.Dispose();

    /// <summary>Evaluates a module and what it imports.</summary>
    /// <exception cref="FeatureRunException">It cannot be loaded, or throws.</exception>
    public ObjectInstance Import(string specifier)
    {
        try
        {
            return Enter(() => Engine.Modules.Import(specifier));
        }
        catch (Exception e) when (e is RecursionDepthOverflowException or InsufficientExecutionStackException or RegexMatchTimeoutException)
        {
            throw new FeatureRunException(ScriptErrors.Sentence(specifier, Overdone(e)), e);
        }
        catch (Exception e) when (e is JavaScriptException or TimeoutException or ScriptStepException or PromiseRejectedException)
        {
            throw new FeatureRunException(ScriptErrors.Sentence(specifier, e), e);
        }
    }

    /// <summary>Runs a call to its end, its promise included.</summary>
    /// <exception cref="ScriptStepException">It threw, or its promise was rejected.</exception>
    public async ValueTask<JsValue> RunAsync(Func<JsValue> call)
    {
        JsValue? value = null, error = null;
        try
        {
            _rejected.Clear();
            var result = Enter(call);
            if (!result.IsPromise()) return result;

            Enter(() => Engine.Call(result.Get("then"), result, [Callback(v => value = v), Callback(e => error = e)]));
            while (value is null && error is null)
            {
                var next = await _arrived.Reader.ReadAsync().ConfigureAwait(false);
                Enter(() =>
                {
                    next();
                    return JsValue.Undefined;
                });
            }
        }
        catch (JavaScriptException e)
        {
            error = e.Error;
        }
        catch (Exception e) when (e is RecursionDepthOverflowException or InsufficientExecutionStackException or RegexMatchTimeoutException or TimeoutException)
        {
            throw Overdone(e);
        }

        error ??= _rejected.Count > 0 ? _rejected[0].Reason : null;
        if (error is null) return value!;
        if (_hostErrors.TryGetValue(error, out var cause)) ExceptionDispatchInfo.Throw(cause);
        throw ScriptErrors.Of(error);
    }

    /// <summary>Makes a promise of something that goes on outside of the engine.</summary>
    public JsValue Promise(Func<Task<Func<JsValue>>> begin)
    {
        var promise = Engine.Advanced.RegisterPromise();
        _ = CompleteAsync();
        return promise.Promise;

        async Task CompleteAsync()
        {
            Action settle;
            try
            {
                var result = await Task.Run(begin).ConfigureAwait(false);
                settle = () => promise.Resolve(result());
            }
            catch (Exception e)
            {
                settle = () => promise.Reject(ErrorFor(e));
            }

            await _arrived.Writer.WriteAsync(settle).ConfigureAwait(false);
        }
    }

    /// <summary>Calls a function after a time, when a step looks.</summary>
    public void After(TimeSpan delay, JsValue callback)
    {
        var timer = default(ITimer);
        timer = TimeProvider.System.CreateTimer(_ =>
        {
            timer?.Dispose();
            _arrived.Writer.TryWrite(() => Engine.Call(callback, JsValue.Undefined, []));
        }, null, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A function that scripts can call; what it throws is thrown in the script.</summary>
    public ClrFunction Function(string name, Func<JsValue[], JsValue> body) => new(Engine, name, (_, args) =>
    {
        try
        {
            return body(args);
        }
        catch (Exception e) when (e is StepFailedException or SkipStepException or FeatureRunException or Expressions.ExpressionException)
        {
            throw new JavaScriptException(ErrorFor(e));
        }
    });

    private ClrFunction Callback(Action<JsValue> action) => new(Engine, "", (_, args) =>
    {
        action(args.At(0));
        return JsValue.Undefined;
    });

    /// <summary>An error of the host as a script sees it; if the script lets it through, the host gets its own one back.</summary>
    private ObjectInstance ErrorFor(Exception e)
    {
        var error = (ObjectInstance)Engine.Intrinsics.Error.Construct(e.Message);
        _hostErrors.Add(error, e);
        return error;
    }

    private T Enter<T>(Func<T> call)
    {
        // A little less than the step has: code that keeps the engine busy is cut off here, where the place is known.
        _budget.Begin(Time * 0.9);
        var result = call();
        Engine.Advanced.ProcessTasks();
        return result;
    }
}
