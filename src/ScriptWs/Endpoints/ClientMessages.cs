using ScriptWs.ClientProtocol;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Scripting;

namespace ScriptWs.Endpoints;

/// <summary>
/// What clients of the subprotocol send: messages for the handlers, requests to the script, and requests that the server answers
/// itself. On the worker's turn.
/// </summary>
/// <param name="script">The script's host now; <c>null</c> without a script.</param>
/// <param name="deliver">Hands a message to the handlers.</param>
internal sealed class ClientMessages(Func<ScriptHost?> script, ClientMessages.Delivery deliver)
{
    /// <summary>Hands a message to the handlers.</summary>
    /// <param name="connection">Whose it is.</param>
    /// <param name="payload">A text in UTF-8, or bytes.</param>
    /// <param name="isText">Whether it is a text.</param>
    /// <param name="call">What is answered when they have handled it; <c>null</c> for nothing.</param>
    public delegate void Delivery(Connection connection, ReadOnlySpan<byte> payload, bool isText, ClientCall? call);

    public void OnFrame(Connection connection, ClientState client, ReadOnlySpan<byte> frame)
    {
        var message = RpcReader.Read(frame);
        switch (message.Kind)
        {
            case RpcKind.Invalid:
                connection.SendRpc(RpcWriter.Error(message.Id, message.Problem!));
                if (client.CountFault()) connection.Close(CloseStatuses.NotTheSubprotocol);
                break;
            case RpcKind.Request:
                if (ClientCall.TryBegin(connection, message.Id) is { } call) Dispatch(connection, client, message, call);
                break;
            case RpcKind.Notification:
                Dispatch(connection, client, message, null);
                break;
            default:
                break; // the server asks clients for nothing yet
        }
    }

    private void Dispatch(Connection connection, ClientState client, in RpcMessage message, ClientCall? call)
    {
        switch (message.Method)
        {
            case "message":
                if (MessageParameters.TryRead(message.Parameters, out var read)) deliver(connection, read.Payload, read.IsText, call);
                else call?.Fail(RpcErrors.WrongParameters);
                break;
            case "ping":
                call?.Succeed("{}"u8);
                break;
            case "whoami":
                call?.Succeed(RpcWriter.Identity(connection.Id, connection.User?.Name));
                break;
            case var method when method.StartsWith(ClientSubprotocol.ScriptPrefix, StringComparison.Ordinal):
                var name = method[ClientSubprotocol.ScriptPrefix.Length..];
                if (script() is { } host) host.Clients.Invoke(connection, call, name, message.Parameters);
                else call?.Fail(RpcErrors.NoMethod);
                break;
            default:
                // What is left has an answer that its sender needs.
                if (call is not null) Answer(client, message, call);
                break;
        }
    }

    private void Answer(ClientState client, in RpcMessage message, ClientCall call)
    {
        switch (message.Method)
        {
            case "subscribe" or "unsubscribe" or "presence":
                if (TopicParameters.Read(message.Parameters, TopicLimits.MaxNameLength) is { } wanted)
                    AnswerAboutTopic(message.Method, wanted, client, call);
                else
                    call.Fail(RpcErrors.WrongParameters);
                break;
            case "reauthenticate":
                if (TopicParameters.ReadText(message.Parameters, "token") is { Length: > 0 } token) Reauthenticate(token, call);
                else call.Fail(RpcErrors.WrongParameters);
                break;
            default:
                call.Fail(RpcErrors.NoMethod);
                break;
        }
    }

    private void AnswerAboutTopic(string method, TopicParameters wanted, ClientState client, ClientCall call)
    {
        if (method == "unsubscribe") Unsubscribe(client, wanted.Topic, call);
        else if (script() is not { } host) call.Fail(RpcErrors.Refused);
        else if (method == "subscribe") host.Clients.Topics.Subscribe(call, client, wanted);
        else host.Clients.Topics.TellPresence(call, client, wanted.Topic);
    }

    /// <summary>A client ends what it began; subscriptions that the script made are the script's.</summary>
    private static void Unsubscribe(ClientState client, string topic, ClientCall call)
    {
        if (!client.Topics.Remove(topic))
        {
            call.Fail(RpcErrors.Refused);
            return;
        }

        client.Permitted.Remove(topic);
        call.Connection.Unsubscribe(topic);
        call.Succeed("{}"u8);
    }

    private static void Reauthenticate(string token, ClientCall call) => call.Connection.Reauthenticate(token, user =>
    {
        if (user is null) call.Fail(RpcErrors.Refused);
        else call.Succeed(RpcWriter.Expiry(user.ExpiresAt));
    });
}
