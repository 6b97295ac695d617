using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Syntax;

namespace ScriptWs.Connections;

/// <summary>
/// Under which names this server may be meant. A page of a foreign name becomes one of the server's own origin when that
/// name's owner lets it point here (DNS rebinding); no name can point here that is an address. Immutable.
/// </summary>
internal sealed class HostRules(IReadOnlyList<string> hosts)
{
    private readonly HostPattern[] _listed = [.. hosts.Select(HostPattern.Parse).OfType<HostPattern>()];

    /// <param name="name">What Host or Origin names, in lower case and without its port; an IPv6 address in brackets.</param>
    /// <param name="client">Where the client comes from; <c>null</c> when that is no address.</param>
    public bool IsOurs(string name, IPAddress? client)
    {
        // RFC 6761 §6.3: localhost and what ends with it is this machine, and no other.
        if (name is "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal) || AddressOf(name) is not null) return true;
        // A server on the user's own machine has no other name unless listed. Elsewhere the owner may not know all its names.
        return _listed.Length > 0 ? Array.Exists(_listed, pattern => pattern.Matches(name)) : client is null || !IPAddress.IsLoopback(client);
    }

    /// <summary>Whether a name is this machine's own, and no other's: <c>localhost</c>, or an address that no other machine has.</summary>
    public static bool IsThisMachine(string name) =>
        name is "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal) || (AddressOf(name) is { } address && IPAddress.IsLoopback(AddressRange.Plain(address)));

    private static IPAddress? AddressOf(string name) => name.StartsWith('[') ? AddressText.ParseWithPort(name) : name.Contains(':') ? null : AddressText.Parse(name);
}
