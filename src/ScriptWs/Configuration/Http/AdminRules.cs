using System.Net;

namespace ScriptWs.Configuration;

/// <summary>What must hold for the admin page.</summary>
internal static class AdminRules
{
    /// <returns>Errors without a source, their keys as in <c>admin.address</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        var admin = options.Admin;
        if (!admin.Enabled) yield break;

        if (ListenAddress.Of(admin.Listen) is not { } address)
            yield return new(
                "", "admin.address", $"must be an IP address, \"localhost\" or \"*\" (found {SettingValue.Quote(admin.Address)})");
        else if (!IPAddress.IsLoopback(address) && !admin.Tls)
            yield return new("", "admin.tls", "must be true where others than this machine reach the page: passwords come over it");
        else if (admin.Port != 0 && options.Listen.Any(listen => listen.Port == admin.Port && Overlap(ListenAddress.Of(listen), address)))
            yield return new("", "admin.port", $"must differ from the ports of listen (found {admin.Port})");
        if (admin.Role.Length == 0) yield return new("", "admin.role", "must name a role; its users can open the page");
        else if (options.Authentication.UsersFile is null && !options.Authentication.Users.Any(user => user.Roles.Contains(admin.Role)))
            yield return new(
                "", "admin.enabled", $"needs a user with the role {admin.Role}; make one with scriptws user NAME --roles {admin.Role}");
    }

    private static bool Overlap(IPAddress? address, IPAddress other) =>
        address is not null && address.AddressFamily == other.AddressFamily && (address.Equals(other) || IsAny(address) || IsAny(other));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
