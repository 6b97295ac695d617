using System.Collections.Frozen;

namespace ScriptWs.Protocol;

/// <summary>The names that browsers and libraries send with every opening handshake: kept once, and not once for each connection.</summary>
internal static class HeaderNames
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "accept", "accept-encoding", "accept-language", "authorization", "cache-control", "connection", "cookie", "dnt", "host",
        "origin", "pragma", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-websocket-extensions", "sec-websocket-key",
        "sec-websocket-protocol", "sec-websocket-version", "upgrade", "user-agent", "x-forwarded-for", "x-forwarded-proto", "x-real-ip")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <returns>The name as a string, the same one each time if it is well known.</returns>
    public static string Of(ReadOnlySpan<char> lowerCase) => Known.TryGetValue(lowerCase, out var name) ? name : lowerCase.ToString();
}
