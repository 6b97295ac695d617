using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// Whose pages may connect (RFC 6455 §10.2). A browser tells which page asks; without the check any page that a user
/// looks at could speak to the server with the user's address and rights. Any thread.
/// </summary>
internal sealed partial class OriginRules(IReadOnlyList<string> origins, bool required, ILogger log)
{
    /// <summary>Refused origins that are logged at most: the header is whatever a client likes.</summary>
    private const int MaxLogged = 20;

    private const int MaxShown = 100;

    private readonly OriginPattern[] _listed = [.. origins.Select(OriginPattern.Parse).OfType<OriginPattern>()];
    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);

    /// <returns>The refusal; <c>null</c> when the origin may connect, or there is none and none is required.</returns>
    public HttpRefusal? Check(RequestHead head)
    {
        if (head.Header("origin") is null && required) return HttpRefusals.OriginRequired;
        return CheckPage(head);
    }

    /// <summary>As <see cref="Check"/> for plain HTTP, where browsers name the origin only with what crosses it or may change something.</summary>
    public HttpRefusal? CheckPage(RequestHead head)
    {
        if (head.Header("origin") is not { } origin) return null;
        if (Allows(origin, head.Header("host"))) return null;

        LogOnce(origin);
        return HttpRefusals.OriginNotAllowed;
    }

    /// <summary>Whether pages of this origin may connect: the same as the server's, or a listed one.</summary>
    public bool Allows(string origin, string? host)
    {
        var parts = OriginPattern.Split(origin);
        // The scheme is not compared: the server cannot know what a proxy in front of it speaks.
        if (parts is { } given && host is not null && OriginPattern.Split($"{given.Scheme}://{host}") is { } own && own == given) return true;
        return Array.Exists(_listed, pattern => pattern.Matches(origin, parts));
    }

    private void LogOnce(string origin)
    {
        lock (_logged)
        {
            if (_logged.Count >= MaxLogged || !_logged.Add(origin)) return;
        }

        Log.Refused(log, origin.Length > MaxShown ? origin[..MaxShown] + "…" : origin);
    }

    private static partial class Log
    {
        [LoggerMessage(6003, LogLevel.Warning, "A page of {Origin} was refused; list it in \"origins\" if its pages may connect. This is said once for each origin.")]
        public static partial void Refused(ILogger logger, string origin);
    }
}
