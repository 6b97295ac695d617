using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using ScriptWs.Connections;
using ScriptWs.Topics;

namespace ScriptWs.Scripting;

/// <summary>The global <c>server</c>.</summary>
internal static class ServerObject
{
    public static JsObject Create(Engine engine, IScriptScope scope, JsObject console)
    {
        var (server, registry) = (new JsObject(engine), scope.Services.Registry);
        Method("connection", args => Find(registry, args.At(0)) is { } connection && scope.Owns(connection) ? scope.ObjectOf(connection) : JsValue.Null);
        LiveMethod("send", args => Send(engine, registry, args));
        LiveMethod("broadcast", args => JsNumber.Create(registry.Publish(ScriptValues.Frame(engine, args.At(0)), Filter(args.At(1)))));
        LiveMethod("sendToUser", args => SendToUser(engine, registry, args));
        LiveMethod("publish", args => Publish(engine, scope, args));
        LiveMethod("presence", args => PresenceCalls.Members(scope, engine, args.At(0)));
        LiveMethod("presenceCount", args => PresenceCalls.Count(scope, engine, args.At(0)));
        Method("subscriberCount", args => JsNumber.Create(registry.SubscriberCount(ScriptValues.Topic(engine, args.At(0)))));
        var events = new EventCalls(engine, scope);
        LiveMethod("emit", events.RunEmit);
        Method("ask", events.RunAsk);
        LiveMethod("restart", _ => Do(scope.Services.RequestRestart));
        LiveMethod("stop", _ => Do(scope.Services.RequestStop));
        server.FastSetDataProperty("connections", Connections(engine, scope));
        server.FastSetDataProperty("store", StoreObject.Create(engine, scope));
        var settings = new Lazy<SettingsObject>(() => SettingsObject.Create(engine, scope.Services.Settings));
        server.FastSetProperty("settings", new GetSetPropertyDescriptor(
            new ClrFunction(engine, "get settings", (_, _) => settings.Value), JsValue.Undefined, enumerable: true, configurable: false));
        server.FastSetProperty("storage", PropertyDescriptor.CreateLazy(
            (engine, scope), static from => StorageObject.Create(from.engine, from.scope), PropertyFlag.OnlyEnumerable));
        server.FastSetDataProperty("log", console);
        server.FastSetDataProperty("generation", JsNumber.Create(scope.Generation));
        return server;

        void Method(string name, Func<JsValue[], JsValue> body) =>
            server.FastSetDataProperty(name, new ClrFunction(engine, name, (_, args) => body(args)));

        void LiveMethod(string name, Func<JsValue[], JsValue> body) => Method(name, args =>
        {
            if (!scope.IsLive) scope.RequireLive($"server.{name}");
            return body(args);
        });
    }

    /// <summary>The connections of this engine; a loop sees those that were there when it began.</summary>
    private static JsObject Connections(Engine engine, IScriptScope scope)
    {
        var connections = new JsObject(engine);
        var size = new ClrFunction(engine, "get size", (_, _) => JsNumber.Create(scope.Connections.Count));
        var iterate = new ClrFunction(engine, "[Symbol.iterator]", (_, _) =>
        {
            var all = new JsArray(engine, [.. scope.Connections]);
            return engine.Call(all.Get("values"), all, []);
        });
        connections.FastSetProperty("size", new GetSetPropertyDescriptor(size, JsValue.Undefined, enumerable: true, configurable: false));
        connections.FastSetProperty(GlobalSymbolRegistry.Iterator, new PropertyDescriptor(iterate, writable: false, enumerable: false, configurable: false));
        return connections;
    }

    private static JsValue Do(Action action)
    {
        action();
        return JsValue.Undefined;
    }

    private static Connection? Find(ConnectionRegistry registry, JsValue id) =>
        Guid.TryParse(id.ToString(), out var guid) ? registry.Find(guid) : null;

    private static JsBoolean Send(Engine engine, ConnectionRegistry registry, JsValue[] args)
    {
        if (!Guid.TryParse(args.At(0).ToString(), out var id)) return JsBoolean.False;

        var hasLeft = registry.Find(id) is { } connection
            ? connection.Send(ScriptValues.Frame(engine, args.At(1))) != SendResult.Dropped
            : registry.Remote?.SendTo(id, ScriptValues.Frame(engine, args.At(1))) ?? false;
        return hasLeft ? JsBoolean.True : JsBoolean.False;
    }

    private static JsNumber SendToUser(Engine engine, ConnectionRegistry registry, JsValue[] args)
    {
        if (args.At(0) is not JsString name) throw Thrown.TypeError(engine, "server.sendToUser takes a user's name, a string, and a message.");
        return JsNumber.Create(registry.SendToUser(name.ToString(), ScriptValues.Frame(engine, args.At(1))));
    }

    private static JsValue Publish(Engine engine, IScriptScope scope, JsValue[] args)
    {
        var (topic, frame) = (ScriptValues.Topic(engine, args.At(0)), ScriptValues.Frame(engine, args.At(1)));
        if (scope.Services.Topics is { } topics && topics.FindHistory(topic) is { } rule)
            return TopicCalls.Publish(scope, engine, "server.publish", topics, new TopicMessage(topic, rule, frame, null));
        return JsNumber.Create(scope.Services.Registry.Publish(frame, new BroadcastFilter(topic)));
    }

    private static BroadcastFilter Filter(JsValue value)
    {
        if (value is not ObjectInstance options) return default;
        return new BroadcastFilter(Text(options.Get("topic")), Ids(options.Get("except")), Ids(options.Get("only")), Text(options.Get("subprotocol")));
    }

    private static string? Text(JsValue value) => value.IsUndefined() || value.IsNull() ? null : value.ToString();

    private static HashSet<Guid>? Ids(JsValue value) => value switch
    {
        ConnectionObject connection => [connection.Connection.Id],
        JsString id => Guid.TryParse(id.ToString(), out var guid) ? [guid] : [],
        JsArray many => [.. many.SelectMany(member => Ids(member) ?? [])],
        _ => null,
    };
}
