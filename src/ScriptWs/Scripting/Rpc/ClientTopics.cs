using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ScriptWs.ClientProtocol;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Topics;

namespace ScriptWs.Scripting;

/// <summary>What clients of the subprotocol ask about topics: to follow them, and who is present. Begun on the worker's turn.</summary>
internal sealed class ClientTopics(ScriptEngine engine, ClientRequests requests)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private RuledTopics? Ruled => engine.Services.Topics;

    /// <summary>Subscribes a client, if the script permits it, or did so before the connection was lost.</summary>
    public void Subscribe(ClientCall call, ClientState client, TopicParameters wanted)
    {
        if (client.Topics.Contains(wanted.Topic) || client.Permitted.Contains(wanted.Topic)) Begin();
        else requests.AskToSubscribe(call, wanted.Topic, Begin);

        void Begin()
        {
            engine.Resumption.Touch(engine.ObjectOf(call.Connection));
            if (Ruled?.FindHistory(wanted.Topic) is null) SubscribeOnly(call, client, wanted);
            else if (IsFull(call.Connection, wanted.Topic)) call.Fail(RpcErrors.TooManySubscriptions);
            else _ = FollowAsync(call, client, wanted, Ruled);
        }
    }

    /// <summary>Tells a subscriber of a topic who is present there, also one whose subscription has begun.</summary>
    public void TellPresence(ClientCall call, ClientState client, string topic)
    {
        var isPermitted = call.Connection.IsSubscribed(topic) || client.Beginning.Contains(topic);
        if (isPermitted && Ruled is { } topics && topics.Find(topic) is { HasPresence: true }) _ = TellAsync(call, topic, topics);
        else call.Fail(RpcErrors.Refused);
    }

    private static bool IsFull(Connection connection, string topic) =>
        connection.Subscriptions.Count >= TopicLimits.MaxSubscriptions && !connection.IsSubscribed(topic);

    /// <summary>A topic without a history: what a client missed is gone.</summary>
    private static void SubscribeOnly(ClientCall call, ClientState client, TopicParameters wanted)
    {
        if (!call.Connection.IsSubscribed(wanted.Topic) && !call.Connection.Subscribe(wanted.Topic))
        {
            call.Fail(RpcErrors.TooManySubscriptions);
            return;
        }

        client.Topics.Add(wanted.Topic);
        call.Succeed(RpcWriter.Subscribed(null, false, 0));
    }

    private async Task FollowAsync(ClientCall call, ClientState client, TopicParameters wanted, RuledTopics topics)
    {
        client.Topics.Add(wanted.Topic); // on the turn still
        var isHeld = false;
        try
        {
            var following = topics.FollowAsync(call.Connection, wanted.Topic, wanted.Since, wanted.Last ?? 0);
            isHeld = !following.IsCompleted && client.Beginning.Add(wanted.Topic);
            var result = await following.ConfigureAwait(false);
            call.Succeed(RpcWriter.Subscribed(result.Position.ToString(), result.Recovered, result.Missed));
        }
        catch (Exception e)
        {
            call.Connection.InTurn(() => client.Topics.Remove(wanted.Topic));
            Fail(call, e, "following a topic");
        }

        if (isHeld) call.Connection.InTurn(() => client.Beginning.Remove(wanted.Topic));
    }

    private async Task TellAsync(ClientCall call, string topic, RuledTopics topics)
    {
        try
        {
            var members = await topics.Presence.MembersAsync(topic).ConfigureAwait(false);
            call.Succeed(Describe(members));
        }
        catch (Exception e)
        {
            Fail(call, e, "reading who is present");
        }
    }

    private void Fail(ClientCall call, Exception e, string name)
    {
        if (e is not TopicException) Background.Report(e, name, engine.Services.Log);
        call.Fail(RpcErrors.Failed);
    }

    private static byte[] Describe(IReadOnlyList<Member> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartArray();
            foreach (var member in members)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, member.Id);
                json.WriteString("user"u8, member.User);
                json.WritePropertyName("info"u8);
                json.WriteRawValue(InfoOf(member), skipInputValidation: true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Information that JSON does not have is null.</summary>
    private static byte[] InfoOf(Member member)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Json);
        try
        {
            if (member.Info.Length == 0 || !CloneJson.TryWrite(CloneReader.Read(member.Info), json)) return "null"u8.ToArray();
        }
        catch (InvalidDataException)
        {
            return "null"u8.ToArray();
        }

        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
