using ScriptWs.Authentication;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Gates;

/// <summary>What scripts and C# code see of a request: the user, but not the credentials.</summary>
internal static class ScriptView
{
    private const string SubprotocolField = "sec-websocket-protocol";

    public static UpgradeRequest Of(UpgradeRequest request, CredentialReader reader)
    {
        var headers = HeaderFields.Without(HeaderFields.Without(request.Headers, "authorization"), reader.ApiKeyField);
        var offers = reader.Places.WithoutToken(request.Subprotocols);
        if (offers.Count < request.Subprotocols.Count) headers = HeaderFields.With(headers, SubprotocolField, offers.Count == 0 ? null : string.Join(", ", offers));
        return request with
        {
            Query = reader.Places.WithoutToken(request.Query),
            Headers = headers,
            Subprotocols = offers,
            // A browser fails a WebSocket that agrees on none of what it offered (RFC 6455 §4.1).
            FallbackSubprotocol = offers.Count < request.Subprotocols.Count ? BearerPlaces.Subprotocol : null,
        };
    }
}
