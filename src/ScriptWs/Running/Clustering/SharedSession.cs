using System.Globalization;
using ScriptWs.Authentication;
using ScriptWs.Cluster;

namespace ScriptWs.Running;

/// <summary>A session login as nodes keep it for each other.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Scope">The endpoint that it is good for; <c>null</c> for all.</param>
internal sealed record SharedSession(KnownUser User, string? Scope)
{
    /// <summary>Roles of a user at most; more are no session of ours.</summary>
    private const uint MaxRoles = 10_000;

    public byte[] Write()
    {
        var fields = new FieldWriter().Text(User.Name).Number((uint)User.Roles.Count);
        foreach (var role in User.Roles) fields.Text(role);
        // An empty text stands for none: no claims, no expiry and no path are empty.
        var expires = User.ExpiresAt?.UtcTicks.ToString(CultureInfo.InvariantCulture);
        return fields.Text(User.Claims ?? "").Text(expires ?? "").Text(Scope ?? "").Written;
    }

    /// <returns><c>null</c> when the bytes are none.</returns>
    public static SharedSession? Read(byte[] bytes)
    {
        var fields = new FieldReader(bytes);
        if (!fields.TryText(out var name) || !fields.TryNumber(out var count) || count > MaxRoles) return null;

        var roles = new List<string>();
        while (roles.Count < count)
        {
            if (!fields.TryText(out var role)) return null;
            roles.Add(role);
        }

        if (!fields.TryText(out var claims) || !fields.TryText(out var expires) || !fields.TryText(out var scope)) return null;

        var user = new KnownUser(name, roles, NullIfEmpty(claims)) { ExpiresAt = TimeOf(expires) };
        return new SharedSession(user, NullIfEmpty(scope));
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static DateTimeOffset? TimeOf(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(at, TimeSpan.Zero)
            : null;
}
