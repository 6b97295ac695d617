using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace ScriptWs.Testing.JavaScript;

/// <summary>
/// The engine of one worker. Whoever runs a step owns it meanwhile; what happens elsewhere waits in a queue until that
/// step looks, so that the engine is never entered twice at once.
/// </summary>
internal sealed class StepEngine : IDisposable
{
    private const int MaxQueued = 100_000;
    private const int MaxDepth = 1_000;

    private readonly Channel<Action> _arrived = Channel.CreateBounded<Action>(MaxQueued);
    private readonly ConditionalWeakTable<JsValue, Exception> _hostErrors = [];
    private readonly StepBudget _budget = new();

    public StepEngine(string root) => Engine = new Engine(options =>
    {
        options.Strict = true;
        options.Interop.Enabled = false;
        options.AgentCanSuspend = false;
        options.EnableModules(new StepModuleLoader(root));
        options.Constraint(_budget);
        options.LimitRecursion(MaxDepth);
        options.Constraints.StackOverflowGuard = true;
    });

    public Engine Engine { get; }

    /// <summary>How long steps may keep the engine busy without a pause.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromSeconds(10);

    public void Dispose() => Engine.Dispose();

    /// <summary>Evaluates a module and what it imports.</summary>
    /// <exception cref="FeatureRunException">It cannot be loaded, or throws.</exception>
    public ObjectInstance Import(string specifier)
    {
        try
        {
            return Enter(() => Engine.Modules.Import(specifier));
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
        _budget.Begin(Time);
        var result = call();
        Engine.Advanced.ProcessTasks();
        return result;
    }
}
