using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Topics;

namespace ScriptWs.Scripting;

/// <summary>
/// Calls of scripts to topics that have a rule, as promises. What has completed at once settles within the turn, anything else on a turn of
/// its own.
/// </summary>
internal static class TopicCalls
{
    /// <summary>Publishes to a topic with a history.</summary>
    /// <returns>A promise of the position.</returns>
    public static JsValue Publish(IScriptScope scope, Engine engine, string name, RuledTopics topics, in TopicMessage message)
    {
        var published = message;
        return Run(scope, engine, name, () => topics.PublishAsync(published), static (_, position) => new JsString(position.ToString()));
    }

    /// <summary>Subscribes a connection, and sends it what it missed.</summary>
    /// <returns>A promise of <c>{ position, recovered, missed }</c>.</returns>
    public static JsValue Follow(ConnectionObject self, JsValue topicName, JsValue optionsValue)
    {
        const string Name = "connection.follow";
        var (engine, scope) = (self.Engine, self.Scope);
        return Run(
            scope,
            engine,
            Name,
            () =>
            {
                var topic = ScriptValues.Topic(engine, topicName);
                if (scope.Services.Topics is not { } topics || topics.FindHistory(topic) is null)
                {
                    throw Thrown.TypeError(
                        engine, $"{Name}: \"{topic}\" has no history; add a rule to topics in server.json, or call connection.subscribe.");
                }

                var options = optionsValue.IsUndefined() ? null : optionsValue as ObjectInstance
                    ?? throw Thrown.TypeError(engine, $"{Name}: the options are an object, such as {{ since: position }}.");
                return topics.FollowAsync(self.Connection, topic, Since(engine, options), Last(engine, options));
            },
            static (made, result) => Describe(made, result));
    }

    /// <summary>Starts a call, and makes a promise of what it returns.</summary>
    /// <param name="scope">The engine.</param>
    /// <param name="engine">The same.</param>
    /// <param name="name">What the script calls.</param>
    /// <param name="start">Reads the arguments and starts the call. A JavaScript error that it throws rejects.</param>
    /// <param name="make">Makes the value that fulfills.</param>
    public static JsValue Run<T>(
        IScriptScope scope, Engine engine, string name, Func<ValueTask<T>> start, Func<Engine, T, JsValue> make)
    {
        var outside = scope.Outside;
        // Refused before the call has begun, so that it has no effect.
        if (outside.InFlight >= OutsidePromises.MaxInFlight) return outside.Begin(name, scope.TurnConnection).Promise;

        try
        {
            var task = start();
            if (task.IsCompleted) return outside.Resolved(make(engine, task.GetAwaiter().GetResult()));

            var later = outside.Begin(name, scope.TurnConnection);
            _ = FollowAsync(scope, task, later, make);
            return later.Promise;
        }
        catch (JavaScriptException e)
        {
            return outside.Rejected(e.Error);
        }
        catch (TopicException e)
        {
            return outside.Rejected(Error(engine, name, e));
        }
    }

    private static async Task FollowAsync<T>(IScriptScope scope, ValueTask<T> task, OutsidePromise promise, Func<Engine, T, JsValue> make)
    {
        try
        {
            var result = await task.ConfigureAwait(false);
            promise.Resolve(made => make(made, result));
        }
        catch (TopicException e)
        {
            promise.Reject(made => Error(made, promise.Name, e));
        }
        catch (Exception e)
        {
            Background.Report(e, promise.Name, scope.Services.Log);
            promise.Reject(made => Error(made, promise.Name, new TopicException("it failed in the server itself; the log contains more")));
        }
    }

    private static JsValue Error(Engine engine, string name, TopicException failure) =>
        Thrown.NamedError(engine, "TopicError", $"{name}: {failure.Message}.").Error;

    private static JsObject Describe(Engine engine, FollowResult result)
    {
        var described = new JsObject(engine);
        described.FastSetDataProperty("position", new JsString(result.Position.ToString()));
        described.FastSetDataProperty("recovered", result.Recovered ? JsBoolean.True : JsBoolean.False);
        described.FastSetDataProperty("missed", JsNumber.Create(result.Missed));
        return described;
    }

    private static string? Since(Engine engine, ObjectInstance? options)
    {
        var value = options?.Get("since") ?? JsValue.Undefined;
        if (value.IsUndefined() || value.IsNull()) return null;
        return value is JsString text
            ? text.ToString()
            : throw Thrown.TypeError(engine, "connection.follow: since is a position, a string.");
    }

    private static int Last(Engine engine, ObjectInstance? options)
    {
        var value = options?.Get("last") ?? JsValue.Undefined;
        if (value.IsUndefined()) return 0;
        if (value is JsNumber number && number.AsNumber() is >= 0 and <= RuledTopics.MaxLast and var count && count == Math.Floor(count))
            return (int)count;
        throw Thrown.TypeError(engine, $"connection.follow: last is a whole number from 0 to {RuledTopics.MaxLast}.");
    }
}
