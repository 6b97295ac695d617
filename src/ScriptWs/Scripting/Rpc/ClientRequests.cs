using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Runtime;
using ScriptWs.ClientProtocol;
using ScriptWs.Connections;
using ScriptWs.Scripting.Json;

namespace ScriptWs.Scripting;

/// <summary>
/// What clients of the subprotocol ask of one version of a script: functions of <c>rpc</c>, acknowledged messages, subscriptions. A
/// function may return a promise. On the worker's turn.
/// </summary>
internal sealed class ClientRequests(ScriptEngine engine, Handlers handlers)
{
    /// <summary>What requests that a script answers are called in traces and metrics.</summary>
    private const string TurnName = "rpc";

    private readonly PendingCalls _pending = new();
    private JsonStringify? _json;
    private ClientTopics? _topics;

    /// <summary>What clients ask about topics.</summary>
    public ClientTopics Topics => _topics ??= new ClientTopics(engine, this);

    /// <summary>Whether clients wait for answers.</summary>
    public bool ArePending => _pending.Count > 0;

    /// <summary>Calls a function of <c>rpc</c>.</summary>
    /// <param name="connection">The client's connection.</param>
    /// <param name="call">Whom to answer; <c>null</c> for no answer.</param>
    /// <param name="name">The function's name.</param>
    /// <param name="parameters">Its arguments as JSON; empty for none.</param>
    public void Invoke(Connection connection, ClientCall? call, string name, ReadOnlySpan<byte> parameters)
    {
        if (!handlers.Rpc.TryGetValue(name, out var method))
        {
            call?.Fail(RpcErrors.NoMethod);
            return;
        }

        var json = parameters.IsEmpty ? null : Encoding.UTF8.GetString(parameters);
        Run(connection, call, TurnName, Begin, Answer, $"rpc[\"{name}\"]", closes: false);

        JsValue Begin()
        {
            var args = json is null ? JsValue.Undefined : new JsonParser(engine.Engine).Parse(json);
            return method.Call(JsValue.Undefined, [engine.ObjectOf(connection), args]);
        }

        void Answer(JsValue value) => call?.Succeed(Encoding.UTF8.GetBytes(JsonOf(value)));
    }

    /// <summary>Handles a message that is acknowledged once the handler, its promise included, has succeeded.</summary>
    /// <param name="call">Whom to answer.</param>
    /// <param name="payload">The message: a text in UTF-8, or bytes.</param>
    /// <param name="isText">Whether it is a text.</param>
    public void Handle(ClientCall call, ReadOnlySpan<byte> payload, bool isText)
    {
        var handler = isText ? handlers.OnMessage : handlers.OnBinary;
        if (handler is null)
        {
            if (isText) call.Succeed("{}"u8);
            else call.Fail(RpcErrors.NoMethod);
            return;
        }

        JsValue? text = isText ? EncodedText.Of(payload) : null;
        var bytes = isText ? [] : payload.ToArray();
        var name = isText ? "onMessage" : "onBinary";
        Run(call.Connection, call, name, Begin, _ => call.Succeed("{}"u8), name, closes: true);

        JsValue Begin() => handler.Call(JsValue.Undefined, [engine.ObjectOf(call.Connection), text ?? BytesOf(bytes)]);
    }

    /// <summary>Asks <c>onSubscribe</c> whether a client can subscribe to a topic. Without it no client can.</summary>
    /// <param name="call">Whom to answer when it cannot.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="permitted">Told when it can.</param>
    public void AskToSubscribe(ClientCall call, string topic, Action permitted)
    {
        if (handlers.OnSubscribe is not { } handler)
        {
            call.Fail(RpcErrors.Refused);
            return;
        }

        Run(call.Connection, call, "onSubscribe", Begin, Answer, "onSubscribe", closes: false);

        JsValue Begin() => handler.Call(JsValue.Undefined, [engine.ObjectOf(call.Connection), JsString.Create(topic)]);

        void Answer(JsValue value)
        {
            if (value == JsBoolean.True) permitted();
            else call.Fail(RpcErrors.Refused);
        }
    }

    /// <summary>Answers all that this version will not. Any thread: a turn of it may go on meanwhile.</summary>
    public void GiveUp() => _pending.FailAll(RpcErrors.Replaced);

    /// <param name="connection">The client's connection.</param>
    /// <param name="call">Whom to answer; <c>null</c> for no answer.</param>
    /// <param name="turn">What the turn is called.</param>
    /// <param name="begin">Calls the script.</param>
    /// <param name="answer">Answers with what the script returned, or what its promise became.</param>
    /// <param name="what">What the function is called in the log.</param>
    /// <param name="closes">Whether a failure closes the connection, as <c>script.onFailure</c> says.</param>
    private void Run(
        Connection connection, ClientCall? call, string turn, Func<JsValue> begin, Action<JsValue> answer, string what, bool closes)
    {
        if (call is not null) _pending.Add(call);
        engine.Turn(turn, null, [], connection, _ => Begin(), () => End(() => call?.Fail(RpcErrors.Failed)));

        void Begin()
        {
            try
            {
                engine.Settle(begin(), Fulfilled, Rejected);
            }
            catch (JavaScriptException e)
            {
                Refuse(e.Error, engine.Failures.Describe(e));
            }
        }

        void Fulfilled(JsValue value)
        {
            try
            {
                answer(value);
                End(static () => { });
            }
            catch (JavaScriptException e)
            {
                Refuse(e.Error, engine.Failures.Describe(e)); // what it returned is no JSON
            }
        }

        void Rejected(JsValue reason) =>
            Refuse(reason, $"{ScriptErrors.PlaceOf(reason) ?? engine.File}: {what} was rejected: {ScriptErrors.Describe(reason)}");

        void Refuse(JsValue reason, string description)
        {
            if (RpcProblem.Of(reason) is { } problem)
            {
                End(() => call?.Fail(ErrorOf(problem)));
                return;
            }

            End(() => call?.Fail(RpcErrors.Failed));
            engine.Failures.Report(description, connection, reason, closes);
        }

        void End(Action tell)
        {
            tell();
            if (call is not null) _pending.Remove(call);
        }
    }

    private RpcError ErrorOf(RpcProblem problem)
    {
        try
        {
            return new RpcError(problem.Code, problem.Message, problem.Data.IsUndefined() ? null : JsonOf(problem.Data));
        }
        catch (JavaScriptException)
        {
            return new RpcError(problem.Code, problem.Message); // its data are no JSON
        }
    }

    private string JsonOf(JsValue value)
    {
        var json = (_json ??= JsonStringify.Of(engine.Engine)).Write(value);
        return json.IsUndefined() ? "null" : json.ToString();
    }

    private JsTypedArray BytesOf(byte[] bytes) =>
        engine.Engine.Intrinsics.Uint8Array.Construct(engine.Engine.Intrinsics.ArrayBuffer.Construct(bytes));
}
