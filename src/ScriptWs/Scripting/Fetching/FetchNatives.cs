using Jint;
using Jint.Native;
using ScriptWs.Connections;
using ScriptWs.Outgoing;

namespace ScriptWs.Scripting;

/// <summary>
/// The requests of <c>fetch</c>. What fails is returned as its name and its message; our JavaScript makes the error of it.
/// </summary>
internal static class FetchNatives
{
    public static void Add(NativeFunctions native)
    {
        var (engine, scope) = (native.Engine, native.Scope);
        native.Add("check", args => Refusable(engine, () => scope.Services.Outgoing.Require(new Uri(args.At(0).ToString()))));
        native.Add("send", args => Send(engine, scope, args));
        native.Add("answer", args => Later(scope, scope.TurnConnection, "fetch", Exchange(args).Head, Head));
        native.Add("read", args => Later(scope, scope.TurnConnection, "fetch", Exchange(args).ReadAsync(), Bytes));
        native.Add("readAll", args => Later(scope, scope.TurnConnection, "fetch", Exchange(args).ReadAllAsync(), Bytes));
        native.Add("cancel", args =>
        {
            Exchange(args).Cancel();
            return JsValue.Undefined;
        });
    }

    /// <summary>A promise of what a task makes.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="connection">The connection whose turn it is.</param>
    /// <param name="name">What a script calls.</param>
    /// <param name="task">The task. What it fails with becomes a name and a message.</param>
    /// <param name="make">Makes the value, on the turn.</param>
    public static JsValue Later<T>(IScriptScope scope, Connection? connection, string name, Task<T> task, Func<Engine, T, JsValue> make)
    {
        var promise = scope.Outside.Begin(name, connection);
        _ = SettleAsync();
        return promise.Promise;

        async Task SettleAsync()
        {
            try
            {
                var result = await task.ConfigureAwait(false);
                promise.Resolve(e => make(e, result));
            }
            catch (Exception e)
            {
                var failure = OutgoingFailure.Of(e);
                promise.Resolve(engine => Failure(engine, failure));
            }
        }
    }

    /// <summary>What the web's rules make of a URL.</summary>
    public static string? ResolveUrl(string text, string? baseUrl) =>
        WebUrl.Parse(text, baseUrl)?.Parts.First(static part => part.Name == "href").Value;

    private static OutgoingExchange Exchange(JsValue[] args) => ((HostHandle<OutgoingExchange>)args.At(0)).Value;

    private static HostHandle<OutgoingExchange> Send(Engine engine, IScriptScope scope, JsValue[] args)
    {
        scope.RequireLive("fetch");
        var fields = args.At(3).AsArray();
        var request = new OutgoingRequest(
            args.At(0).ToString(),
            args.At(1).ToString(),
            args.At(2).ToString(),
            [.. Enumerable.Range(0, (int)fields.Length).Select(i => Field(fields[(uint)i].AsArray()))],
            args.At(4).IsUint8Array() ? args.At(4).AsUint8Array() : null);
        OutgoingExchange? exchange = null;
        Refusable(engine, () => exchange = scope.Services.Outgoing.Send(request, ResolveUrl, scope.Outside.Ended));
        return new HostHandle<OutgoingExchange>(engine, exchange!);
    }

    /// <summary>Does something that the rules may refuse, which is a TypeError of the script.</summary>
    public static JsValue Refusable(Engine engine, Action action)
    {
        OutgoingException refusal;
        try
        {
            action();
            return JsValue.Undefined;
        }
        catch (OutgoingException e)
        {
            refusal = e;
        }

        throw Thrown.TypeError(engine, refusal.Message);
    }

    private static (string Name, string Value) Field(JsArray pair) => (pair[0].ToString(), pair[1].ToString());

    private static JsValue Bytes(Engine engine, byte[]? bytes) =>
        bytes is null ? JsValue.Undefined : engine.Intrinsics.Uint8Array.Construct(bytes);

    private static JsObject Head(Engine engine, OutgoingHead head)
    {
        var result = new JsObject(engine);
        result.FastSetDataProperty("status", JsNumber.Create(head.Status));
        result.FastSetDataProperty("statusText", new JsString(head.StatusText));
        result.FastSetDataProperty("type", new JsString("basic"));
        result.FastSetDataProperty("url", new JsString(head.Url.Split('#')[0]));
        result.FastSetDataProperty("redirected", head.IsRedirected ? JsBoolean.True : JsBoolean.False);
        result.FastSetDataProperty("headers", new JsArray(
            engine,
            [.. head.Headers.Select(field => new JsArray(engine, [new JsString(field.Name), new JsString(field.Value)]))]));
        return result;
    }

    private static JsObject Failure(Engine engine, OutgoingException e)
    {
        var result = new JsObject(engine);
        result.FastSetDataProperty("name", new JsString(e.Name));
        result.FastSetDataProperty("message", new JsString(e.Message));
        return result;
    }
}
