using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Topics;

namespace ScriptWs.Scripting;

/// <summary>The members of <c>connection</c>.</summary>
internal static class ConnectionMembers
{
    /// <summary>Characters of a text that is encoded on the stack.</summary>
    private const int ShortText = 256;

    public static JsObjectShape Shape { get; } = new JsObjectShape.Builder()
        .Method("send", static (self, args) => Send(Live(self, "send"), args.At(0)), 1)
        .Method("close", static (self, args) => Close(Live(self, "close"), args), 0)
        .Method("terminate", static (self, _) => Do(Live(self, "terminate").Connection.Abort), 0)
        .Method("ping", static (self, _) => Bool(Live(self, "ping").Connection.Ping()), 0)
        .Method("subscribe", static (self, args) => Subscribe(Live(self, "subscribe"), args.At(0)), 1)
        .Method("unsubscribe", static (self, args) => Unsubscribe(Live(self, "unsubscribe"), args.At(0)), 1)
        .Method("isSubscribed", static (self, args) => Bool(Self(self).Connection.IsSubscribed(ScriptValues.Topic(Self(self).Engine, args.At(0)))), 1)
        .Method("publish", static (self, args) => Publish(Live(self, "publish"), args), 2)
        .Method("follow", static (self, args) => TopicCalls.Follow(Live(self, "follow"), args.At(0), args.At(1)), 2)
        .Method("present", static (self, args) => PresenceCalls.Present(Live(self, "present"), args.At(0), args.At(1)), 2)
        .Method("absent", static (self, args) => PresenceCalls.Absent(Live(self, "absent"), args.At(0)), 1)
        .Method("reauthenticate", static (self, args) => Reauthenticate(Live(self, "reauthenticate"), args.At(0)), 1)
        .Accessor("resumeToken", static (self, _) => ResumeToken(Self(self)), null)
        .Accessor("id", static (self, _) => new JsString(Self(self).Connection.Id.ToString()), null)
        .Accessor("user", static (self, _) => User(Self(self)), null)
        .Accessor("remoteAddress", static (self, _) => new JsString(Self(self).Connection.Request.RemoteAddress), null)
        .Accessor("request", static (self, _) => Request(Self(self)), null)
        .Accessor("subprotocol", static (self, _) => Self(self).Connection.Subprotocol is { } name ? new JsString(name) : JsValue.Null, null)
        .Accessor("data", static (self, _) => Self(self).Data, static (self, args) => Self(self).Data = args.At(0))
        .Accessor("state", static (self, _) => State(Self(self).Connection.State), null)
        .Accessor("latency", static (self, _) => Self(self).Connection.Latency is { } time ? new JsNumber(time.TotalMilliseconds) : JsValue.Null, null)
        .Accessor("bufferedAmount", static (self, _) => new JsNumber(Self(self).Connection.BufferedAmount), null)
        .Accessor("subscriptions", static (self, _) => Subscriptions(Self(self)), null)
        .ToStringTag("Connection")
        .Build();

    private static ConnectionObject Self(JsValue value) => value as ConnectionObject ?? throw Thrown.TypeError(
        TurnBudget.Current, "A member of a connection was used without it; call it as connection.send(…).");

    private static ConnectionObject Live(JsValue value, string member)
    {
        var self = Self(value);
        if (!self.Scope.IsLive) self.Scope.RequireLive($"connection.{member}");
        return self;
    }

    private static JsBoolean Subscribe(ConnectionObject self, JsValue topic)
    {
        if (self.Connection.Resumable() is not null) self.Scope.Touch(self);
        return Bool(self.Connection.Subscribe(ScriptValues.Topic(self.Engine, topic)));
    }

    private static JsBoolean Unsubscribe(ConnectionObject self, JsValue topic)
    {
        if (self.Connection.Resumable() is not null) self.Scope.Touch(self);
        return Bool(self.Connection.Unsubscribe(ScriptValues.Topic(self.Engine, topic)));
    }

    private static JsValue ResumeToken(ConnectionObject self) =>
        self.Connection.Resumable() is { } kept ? new JsString(kept.Token) : JsValue.Null;

    private static JsBoolean Bool(bool value) => value ? JsBoolean.True : JsBoolean.False;

    private static JsValue Do(Action action)
    {
        action();
        return JsValue.Undefined;
    }

    private static JsNumber Send(ConnectionObject self, JsValue data)
    {
        var (result, length) = data switch
        {
            EncodedText encoded when encoded.TryGetUtf8(out var utf8) => (self.Connection.SendKept(utf8), utf8.Length),
            JsString text => SendText(self.Connection, ScriptValues.Text(self.Engine, text)),
            _ => SendBytes(self.Connection, ScriptValues.Bytes(self.Engine, data), Opcode.Binary),
        };
        return result switch
        {
            SendResult.Sent => JsNumber.Create(length),
            SendResult.Queued => JsNumber.Create(-1),
            _ => JsNumber.Create(0),
        };
    }

    private static (SendResult Result, int Length) SendText(Connection connection, string text)
    {
        if (text.Length > ShortText) return (connection.Send(text), Encoding.UTF8.GetByteCount(text));

        // Encoded once; otherwise its length is counted first, for the frame's header.
        Span<byte> utf8 = stackalloc byte[ShortText * 3];
        return SendBytes(connection, utf8[..Encoding.UTF8.GetBytes(text, utf8)], Opcode.Text);
    }

    private static (SendResult Result, int Length) SendBytes(Connection connection, ReadOnlySpan<byte> bytes, Opcode opcode) =>
        (connection.Send(bytes, opcode), bytes.Length);

    private static JsValue Close(ConnectionObject self, JsValue[] args)
    {
        self.Connection.Close(ScriptValues.CloseStatus(self.Engine, args.At(0), args.At(1)));
        return JsValue.Undefined;
    }

    private static JsValue Publish(ConnectionObject self, JsValue[] args)
    {
        var (topic, frame) = (ScriptValues.Topic(self.Engine, args.At(0)), ScriptValues.Frame(self.Engine, args.At(1)));
        if (self.Scope.Services.Topics is { } topics && topics.FindHistory(topic) is { } rule)
        {
            var message = new TopicMessage(topic, rule, frame, self.Connection.Id);
            return TopicCalls.Publish(self.Scope, self.Engine, "connection.publish", topics, message);
        }

        return JsNumber.Create(self.Scope.Services.Registry.Publish(frame, new BroadcastFilter(topic, Sender: self.Connection)));
    }

    /// <returns>A promise for the user that the token proves, or <c>null</c>.</returns>
    private static JsValue Reauthenticate(ConnectionObject self, JsValue token)
    {
        if (token is not JsString text) throw Thrown.TypeError(self.Engine, "connection.reauthenticate takes a token, a string.");

        var promise = self.Engine.Advanced.RegisterPromise();
        self.Scope.Reauthenticate(self.Connection, text.ToString(), user => promise.Resolve(UserObject.Create(self.Engine, user)));
        return promise.Promise;
    }

    private static JsString State(ConnectionState state) => state switch
    {
        ConnectionState.Open => new JsString("open"),
        ConnectionState.Closing => new JsString("closing"),
        _ => new JsString("closed"),
    };

    private static JsArray Subscriptions(ConnectionObject self) =>
        new JsArray(self.Engine, [.. self.Connection.Subscriptions.Select(name => new JsString(name))]);

    /// <summary>The same object as long as it is the same user.</summary>
    private static JsValue User(ConnectionObject self)
    {
        var user = self.Connection.User;
        if (self.User is { } known && ReferenceEquals(self.UserSource, user)) return known;

        self.UserSource = user;
        return self.User = UserObject.Create(self.Engine, user);
    }

    private static JsValue Request(ConnectionObject self) => self.Request ??= RequestObject.Create(self.Engine, self.Connection.Request);
}
