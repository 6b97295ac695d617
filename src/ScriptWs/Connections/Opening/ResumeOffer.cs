using ScriptWs.Protocol;
using ScriptWs.Resumption;

namespace ScriptWs.Connections;

/// <summary>
/// The token that a client shows to resume a connection: the header field <c>ScriptWs-Resume</c>, or an offered subprotocol for pages,
/// which cannot set headers. Neither scripts nor logs see it.
/// </summary>
internal static class ResumeOffer
{
    private const string Field = "scriptws-resume";
    private const string SubprotocolField = "sec-websocket-protocol";
    private const string Subprotocol = "scriptws.resume.";

    /// <summary>The request without the token, and the token; <c>null</c> when none is there, or what is there is none.</summary>
    public static (UpgradeRequest Request, string? Token) Take(UpgradeRequest request)
    {
        var token = request.Headers.GetValueOrDefault(Field);
        var headers = HeaderFields.Without(request.Headers, Field);
        var offers = request.Subprotocols;
        if (offers.FirstOrDefault(IsOurs) is { } offer)
        {
            token ??= offer[Subprotocol.Length..];
            offers = [.. offers.Where(one => !IsOurs(one))];
            headers = HeaderFields.With(headers, SubprotocolField, offers.Count == 0 ? null : string.Join(", ", offers));
        }

        return (request with { Headers = headers, Subprotocols = offers }, token is not null && ResumeToken.IsToken(token) ? token : null);
    }

    private static bool IsOurs(string offer) => offer.StartsWith(Subprotocol, StringComparison.Ordinal);
}
