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

        if (OptionsRules.AddressOf(admin.Listen) is not { } address)
            yield return new("", "admin.address", $"must be an IP address, \"localhost\" or \"*\" (found {SettingValue.Quote(admin.Address)})");
        else if (!IPAddress.IsLoopback(address) && !admin.Tls)
            yield return new("", "admin.tls", "must be true where others than this machine reach the page: passwords come over it");
        if (admin.Role.Length == 0) yield return new("", "admin.role", "must name a role; its users may come in");
        else if (options.Authentication.UsersFile is null && !options.Authentication.Users.Any(user => user.Roles.Contains(admin.Role)))
            yield return new("", "admin.enabled", $"needs a user with the role {admin.Role}; make one with scriptws user NAME --roles {admin.Role}");
    }
}
