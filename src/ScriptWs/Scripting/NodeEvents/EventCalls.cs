using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Diagnostics;

namespace ScriptWs.Scripting;

/// <summary><c>server.emit</c> and <c>server.ask</c>. On the worker's turn.</summary>
internal sealed class EventCalls(Engine engine, IScriptScope scope)
{
    /// <summary>Questions of one engine in flight at most.</summary>
    public const int MaxAsks = 1000;

    private const string Ask = "server.ask", Emit = "server.emit";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5), MaxTimeout = TimeSpan.FromMinutes(1);

    private int _asks;

    public JsValue RunEmit(JsValue[] args)
    {
        var (name, data) = (NameOf(Emit, args.At(0)), DataOf(Emit, args.At(1)));
        var access = Access(Emit);
        access.Nodes.Emit(access.Endpoint, name, data);
        return JsValue.Undefined;
    }

    /// <returns>A promise. It rejects for wrong arguments only.</returns>
    public JsValue RunAsk(JsValue[] args)
    {
        try
        {
            scope.RequireLive(Ask);
            var (name, data, timeout) = (NameOf(Ask, args.At(0)), DataOf(Ask, args.At(1)), TimeoutOf(args.At(2)));
            var access = Access(Ask);
            if (_asks >= MaxAsks)
                throw Thrown.RangeError(engine, $"{Ask}: {MaxAsks} questions are in flight already; await some before the next.");

            var promise = scope.Outside.Begin(Ask, scope.TurnConnection);
            _asks++;
            _ = FollowAsync(access.Nodes.AskAsync(access.Endpoint, name, data, timeout), promise);
            return promise.Promise;
        }
        catch (JavaScriptException e)
        {
            return scope.Outside.Rejected(e.Error);
        }
    }

    private async Task FollowAsync(Task<NodeAnswers> asking, OutsidePromise promise)
    {
        try
        {
            var answers = await asking.ConfigureAwait(false);
            promise.Resolve(made => Settled(made, answers));
        }
        catch (Exception e)
        {
            Background.Report(e, "asking other nodes", scope.Services.Log);
            promise.Resolve(made => Settled(made, new NodeAnswers([], [])));
        }
    }

    private JsObject Settled(Engine made, NodeAnswers all)
    {
        _asks--;
        var (answers, missing) = (new List<JsValue>(), all.Missing.Select(node => (JsValue)new JsString(node)).ToList());
        foreach (var (node, data) in all.Answers)
        {
            try
            {
                var answer = new JsObject(made);
                answer.FastSetDataProperty("node", new JsString(node));
                answer.FastSetDataProperty("value", StructuredClone.Read(made, CloneReader.Read(data)));
                answers.Add(answer);
            }
            catch (InvalidDataException)
            {
                missing.Add(new JsString(node)); // a kind of value that this version does not have
            }
        }

        var result = new JsObject(made);
        result.FastSetDataProperty("answers", new JsArray(made, [.. answers]));
        result.FastSetDataProperty("missing", new JsArray(made, [.. missing]));
        return result;
    }

    private EventAccess Access(string member) => scope.Services.Events
        ?? throw Thrown.TypeError(engine, $"{member}: there is no server here.");

    private string NameOf(string member, JsValue name) =>
        name is JsString { Length: > 0 and <= NodeEvent.MaxNameLength } && WellFormed.Is(name.ToString())
            ? name.ToString()
            : throw Thrown.TypeError(engine, $"{member}: an event is a string of 1 to {NodeEvent.MaxNameLength} characters.");

    private byte[] DataOf(string member, JsValue data) => CloneBytes.Write(StructuredClone.Write(engine, data), NodeEvent.MaxSize)
        ?? throw Thrown.RangeError(engine, $"{member}: the data is larger than {NodeEvent.MaxSize} bytes.");

    private TimeSpan TimeoutOf(JsValue options)
    {
        var value = options is ObjectInstance given ? given.Get("timeout") : JsValue.Undefined;
        if (value.IsUndefined()) return DefaultTimeout;

        var timeout = value switch
        {
            JsNumber number => ScriptDuration.OfMilliseconds(number.AsNumber()),
            JsString { Length: <= 20 } text => ScriptDuration.Parse(text.ToString()),
            _ => null,
        };
        return timeout > TimeSpan.Zero && timeout <= MaxTimeout
            ? timeout.Value
            : throw Thrown.TypeError(engine, $"{Ask}: timeout is at most 1 minute: milliseconds, or a text such as \"500ms\" or \"5s\".");
    }
}
