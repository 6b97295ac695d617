using ScriptWs.Authentication;
using ScriptWs.Protocol;

namespace ScriptWs.Gates;

/// <summary>How a client is refused that does not get in: by HTTP, and by a close that says the same in a browser.</summary>
internal sealed record AuthenticationRefusal(HttpRefusal Http, CloseStatus Close)
{
    /// <summary>When a client is told to come back that could not be looked at.</summary>
    private static readonly TimeSpan BusyRetryAfter = TimeSpan.FromSeconds(5);

    public static readonly AuthenticationRefusal UserNotAllowed = new(HttpRefusals.UserNotAllowed, CloseStatuses.Forbidden);

    private static readonly AuthenticationRefusal Failed = new(HttpRefusals.ScriptFailed, CloseStatuses.ScriptFailed);

    public static AuthenticationRefusal Unauthorized(IReadOnlyList<string> challenges) => new(HttpRefusals.Unauthorized(challenges), CloseStatuses.Unauthorized);

    /// <param name="result">What became of the attempt.</param>
    /// <param name="challenges">What a client is asked for that is not known.</param>
    /// <returns><c>null</c> for a result that lets in.</returns>
    public static AuthenticationRefusal? Of(AuthenticationResult result, IReadOnlyList<string> challenges) => result switch
    {
        AuthenticationResult.Wrong => Unauthorized(challenges),
        AuthenticationResult.Expired => new(HttpRefusals.TokenExpired(challenges), CloseStatuses.TokenExpired),
        AuthenticationResult.TooMany { RetryAfter: var wait } => new(HttpRefusals.TooManyAttempts(wait), CloseStatuses.TooManyAttempts),
        AuthenticationResult.Failed => Failed,
        AuthenticationResult.Busy => new(HttpRefusals.TooManyAuthenticate(BusyRetryAfter), CloseStatuses.TooManyAuthenticate),
        _ => null,
    };
}
