using System.Net;

namespace ScriptWs.Authentication;

/// <summary>One client's credentials on their way to an answer.</summary>
/// <param name="Presented">What the request carries.</param>
/// <param name="Address">The client's address.</param>
/// <param name="Kinds">The kinds that the endpoint takes; <c>null</c> for all that are on.</param>
/// <param name="IsWanted">Whether the client still waits.</param>
/// <param name="AskOthers">Asks scripts and C# code, which may know the client.</param>
internal sealed record AuthenticationAttempt(
    PresentedCredentials Presented,
    IPAddress Address,
    IReadOnlyList<string>? Kinds,
    Func<bool> IsWanted,
    Action<Credentials, Action<AuthenticationResult>> AskOthers)
{
    /// <summary>Failures are counted by it: an address, or the part of an IPv6 address that one customer has to himself (RFC 6177).</summary>
    public string AddressKey { get; } = KeyOf(Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address);

    private static string KeyOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var size);
        return Convert.ToHexString(size == 16 ? bytes[..8] : bytes[..size]);
    }
}
