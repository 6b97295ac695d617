using System.Net;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// Whose pages may connect (RFC 6455 §10.2). A browser tells which page asks; without the check any page that a user
/// looks at could speak to the server with the user's address and rights. Any thread.
/// </summary>
internal sealed class OriginRules(IReadOnlyList<string> origins, bool required, HostRules hosts, ILogger log)
{
    /// <summary>Refused origins that are logged at most: the header is whatever a client likes.</summary>
    private const int MaxLogged = 20;

    private const int MaxShown = 100;

    private readonly OriginPattern[] _listed = [.. origins.Select(OriginPattern.Parse).OfType<OriginPattern>()];
    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);

    /// <param name="head">The request.</param>
    /// <param name="client">Where it comes from.</param>
    /// <returns>The refusal; <c>null</c> when the origin may connect, or there is none and none is required.</returns>
    public HttpRefusal? Check(RequestHead head, IPAddress? client)
    {
        if (head.Header("origin") is { } origin) return CheckOrigin(origin, head.Header("host"), client);
        return required ? HttpRefusals.OriginRequired : null;
    }

    /// <summary>
    /// As <see cref="Check"/> for plain HTTP, where browsers name the origin only with what crosses it or may change something.
    /// What they ask for without one is known by the name that they ask under.
    /// </summary>
    public HttpRefusal? CheckPage(RequestHead head, IPAddress? client)
    {
        if (head.Header("origin") is { } origin) return CheckOrigin(origin, head.Header("host"), client);
        // What is no name of a host, though a browser may take it for one, is not ours either.
        if (head.Header("host") is not { } host || (OriginPattern.Split($"http://{host}")?.Host ?? host.ToLowerInvariant()) is var own && hosts.IsOurs(own, client)) return null;

        LogOnce(own, Log.HostRefused);
        return HttpRefusals.HostNotOurs;
    }

    /// <summary>Whether pages of this origin may connect: the same as the server's under one of its names, or a listed one.</summary>
    /// <param name="origin">The origin.</param>
    /// <param name="host">What the client calls the server.</param>
    /// <param name="client">Where it comes from.</param>
    public bool Allows(string origin, string? host, IPAddress? client)
    {
        var parts = OriginPattern.Split(origin);
        if (parts is { } given && IsOwn(given, host) && hosts.IsOurs(given.Host, client)) return true;
        return Array.Exists(_listed, pattern => pattern.Matches(origin, parts));
    }

    private HttpRefusal? CheckOrigin(string origin, string? host, IPAddress? client)
    {
        if (Allows(origin, host, client)) return null;

        // Under a name that may not be ours it is refused as a page from elsewhere, and so it may well be.
        var isOwn = OriginPattern.Split(origin) is { } given && IsOwn(given, host);
        LogOnce(origin, isOwn ? Log.OwnOriginRefused : Log.OriginRefused);
        return HttpRefusals.OriginNotAllowed;
    }

    /// <summary>The scheme is not compared: the server cannot know what a proxy in front of it speaks.</summary>
    private static bool IsOwn((string Scheme, string Host, int Port) given, string? host) =>
        host is not null && OriginPattern.Split($"{given.Scheme}://{host}") is { } own && own == given;

    private void LogOnce(string name, Action<ILogger, string> say)
    {
        lock (_logged)
        {
            if (_logged.Count >= MaxLogged || !_logged.Add(name)) return;
        }

        say(log, name.Length > MaxShown ? name[..MaxShown] + "…" : name);
    }
}
