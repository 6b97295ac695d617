using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace ScriptWs.Scripting;

/// <summary>
/// Runs computations of the host, such as those of <c>crypto.subtle</c>: short ones at once, long ones outside the turn, so that they
/// take no time of it.
/// </summary>
internal static class OffTurn
{
    /// <summary>Bytes that are hashed or encrypted within the turn: some tenths of a millisecond.</summary>
    private const int MaxInline = 128 << 10;

    /// <summary>Long computations at one time in the process: scripts must not take every processor.</summary>
    private static readonly SemaphoreSlim Turnstile = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Adds a function that computes within the turn, unless the data is large.</summary>
    /// <param name="native">Where it is added.</param>
    /// <param name="name">Its name.</param>
    /// <param name="dataAt">The argument that may be large.</param>
    /// <param name="compute">Computes, on any thread.</param>
    /// <param name="make">Makes a value of the result, on the turn.</param>
    public static void AddShort<T>(
        NativeFunctions native, string name, int dataAt, Func<PlainArguments, T> compute, Func<Engine, T, JsValue> make) =>
        native.Add(name, args =>
        {
            var plain = new PlainArguments(args);
            return plain.Bytes(dataAt).Length <= MaxInline || !native.Scope.IsLive
                ? Now(native.Engine, () => compute(plain), make)
                : Outside(native.Scope, name, () => compute(plain), make);
        });

    /// <summary>Adds a function that computes outside the turn; while the script loads, within its time.</summary>
    public static void AddLong<T>(NativeFunctions native, string name, Func<PlainArguments, T> compute, Func<Engine, T, JsValue> make) =>
        native.Add(name, args =>
        {
            var plain = new PlainArguments(args);
            return native.Scope.IsLive
                ? Outside(native.Scope, name, () => compute(plain), make)
                : Now(native.Engine, () => compute(plain), make);
        });

    private static JsValue Now<T>(Engine engine, Func<T> compute, Func<Engine, T, JsValue> make)
    {
        try
        {
            return make(engine, compute());
        }
        catch (Exception e) when (e is not JintException)
        {
            return Failure(engine, e);
        }
    }

    private static ObjectInstance Outside<T>(IScriptScope scope, string name, Func<T> compute, Func<Engine, T, JsValue> make)
    {
        var promise = scope.Outside.Begin(name, scope.TurnConnection);
        var ended = scope.Outside.Ended;
        _ = Task.Run(RunAsync, CancellationToken.None);
        return promise.Promise;

        async Task RunAsync()
        {
            var hasEntered = false;
            try
            {
                await Turnstile.WaitAsync(ended).ConfigureAwait(false);
                hasEntered = true;
                var result = compute();
                promise.Resolve(engine => make(engine, result));
            }
            catch (Exception e)
            {
                promise.Resolve(engine => Failure(engine, e));
            }
            finally
            {
                if (hasEntered) Turnstile.Release();
            }
        }
    }

    /// <summary>Our own texts say what is wrong; .NET's depend on the system.</summary>
    private static JsObject Failure(Engine engine, Exception e)
    {
        var result = new JsObject(engine);
        result.FastSetDataProperty("isFailure", JsBoolean.True);
        result.FastSetDataProperty("name", new JsString("OperationError"));
        result.FastSetDataProperty(
            "message", new JsString(e is OffTurnException ? e.Message : "The operation failed: the data or the key does not fit."));
        return result;
    }
}
