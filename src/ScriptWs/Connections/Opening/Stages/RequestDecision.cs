using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>Decides what becomes of a request whose head is complete: a WebSocket, plain HTTP, or a refusal.</summary>
internal static class RequestDecision
{
    /// <param name="opening">The handshake.</param>
    /// <param name="from">Its present stage.</param>
    /// <param name="request">The request.</param>
    /// <param name="headBytes">The head as it came.</param>
    /// <param name="rest">What came behind it.</param>
    /// <returns>Whether to read on.</returns>
    public static bool Decide(
        Opening opening, IOpeningStage from, OpeningRequest request, ReadOnlySpan<byte> headBytes, ReadOnlySpan<byte> rest)
    {
        var (head, settings) = (request.Head, opening.Settings);
        var servesHttp = settings.PlainHttp is { IsWanted: true };
        if (!request.Client.TakeForwarded(head)) return opening.Refuse(HttpRefusals.AddressNotAllowed);
        if (settings.Health(head) is { } health) return opening.Refuse(health);
        if (settings.Connections.Admission.ShuttingDown is { } ending) return opening.Refuse(ending);
        if (head.AsksAboutServer && !servesHttp) return opening.Refuse(HttpRefusals.Abilities);
        if (!head.WantsWebSocket && (settings.Gate is not null || servesHttp))
            return RequestBodyStage.Begin(opening, from, request, headBytes, rest);

        var handshake = OpeningHandshake.Read(head, out var malformed);
        if (handshake is null) return opening.Refuse(malformed!);
        if (settings.Origins.Check(head, request.Client.Value) is { } notAllowed) return opening.Refuse(notAllowed);

        var path = settings.Gate?.EndpointPathOf(head.Path) ?? head.Path;
        var found = request.Endpoint ?? settings.FindEndpoint(RequestPath.Of(path));
        if (found is not { } route) return opening.Refuse(HttpRefusals.PathNotFound);
        if (request.User is { } user && settings.Gate?.LetsIn(route.Value, user) == false)
            return opening.Refuse(HttpRefusals.UserNotAllowed);

        return new WebSocketOpening(opening, request, handshake, route, path, rest.ToArray()).Begin(from);
    }
}
