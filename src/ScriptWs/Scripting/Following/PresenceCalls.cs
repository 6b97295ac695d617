using Jint;
using Jint.Native;
using ScriptWs.Topics;

namespace ScriptWs.Scripting;

/// <summary>Who is present in topics, as scripts see it.</summary>
internal static class PresenceCalls
{
    /// <summary><c>connection.present(topic, info)</c>.</summary>
    public static JsBoolean Present(ConnectionObject self, JsValue topicName, JsValue info)
    {
        var engine = self.Engine;
        var topic = ScriptValues.Topic(engine, topicName);
        var topics = Require(engine, self.Scope, topic, "connection.present");
        var bytes = info.IsUndefined()
            ? []
            : CloneBytes.Write(StructuredClone.Write(engine, info), PresenceLimits.MaxInfoSize)
                ?? throw Thrown.RangeError(engine, $"connection.present: the information has at most {PresenceLimits.MaxInfoSize} bytes.");
        return topics.Presence.Enter(self.Connection, topic, bytes) switch
        {
            PresenceResult.Entered => JsBoolean.True,
            PresenceResult.TooMany => throw Thrown.RangeError(
                engine, $"connection.present: a connection is present in at most {PresenceLimits.MaxTopics} topics."),
            _ => JsBoolean.False,
        };
    }

    /// <summary><c>connection.absent(topic)</c>.</summary>
    public static JsBoolean Absent(ConnectionObject self, JsValue topicName)
    {
        var topic = ScriptValues.Topic(self.Engine, topicName);
        var topics = Require(self.Engine, self.Scope, topic, "connection.absent");
        return topics.Presence.Leave(self.Connection, topic) ? JsBoolean.True : JsBoolean.False;
    }

    /// <summary><c>server.presence(topic)</c>: a promise of the members.</summary>
    public static JsValue Members(IScriptScope scope, Engine engine, JsValue topicName) => TopicCalls.Run(
        scope,
        engine,
        "server.presence",
        () => Read(scope, engine, topicName, "server.presence"),
        static (made, members) => List(made, members));

    /// <summary><c>server.presenceCount(topic)</c>: a promise of the numbers.</summary>
    public static JsValue Count(IScriptScope scope, Engine engine, JsValue topicName) => TopicCalls.Run(
        scope,
        engine,
        "server.presenceCount",
        () => Read(scope, engine, topicName, "server.presenceCount"),
        static (made, members) =>
        {
            var count = new JsObject(made);
            var users = members.Select(static member => member.User).OfType<string>().Distinct(StringComparer.Ordinal).Count();
            count.FastSetDataProperty("connections", JsNumber.Create(members.Count));
            count.FastSetDataProperty("users", JsNumber.Create(users));
            return count;
        });

    /// <summary>Who came and left, as <c>onPresence</c> gets it.</summary>
    public static JsObject Describe(Engine engine, PresenceChange change)
    {
        var described = new JsObject(engine);
        described.FastSetDataProperty("joined", List(engine, change.Joined));
        described.FastSetDataProperty("left", List(engine, change.Left));
        return described;
    }

    private static ValueTask<IReadOnlyList<Member>> Read(IScriptScope scope, Engine engine, JsValue topicName, string name)
    {
        var topic = ScriptValues.Topic(engine, topicName);
        return Require(engine, scope, topic, name).Presence.MembersAsync(topic);
    }

    private static JsArray List(Engine engine, IReadOnlyList<Member> members) =>
        new(engine, [.. members.Select(member => ItemOf(engine, member))]);

    private static JsObject ItemOf(Engine engine, Member member)
    {
        var item = new JsObject(engine);
        item.FastSetDataProperty("id", new JsString(member.Id.ToString()));
        item.FastSetDataProperty("user", member.User is { } name ? new JsString(name) : JsValue.Null);
        item.FastSetDataProperty("info", InfoOf(engine, member));
        return item;
    }

    /// <summary>Bytes of another node that cannot be read are no information.</summary>
    private static JsValue InfoOf(Engine engine, Member member)
    {
        if (member.Info.Length == 0) return JsValue.Undefined;

        try
        {
            return StructuredClone.Read(engine, CloneReader.Read(member.Info));
        }
        catch (InvalidDataException)
        {
            return JsValue.Undefined;
        }
    }

    private static RuledTopics Require(Engine engine, IScriptScope scope, string topic, string name) =>
        scope.Services.Topics is { } topics && topics.Find(topic) is { HasPresence: true }
            ? topics
            : throw Thrown.TypeError(
                engine, $"{name}: there is no presence in \"{topic}\"; add a rule with presence to topics in server.json.");
}
