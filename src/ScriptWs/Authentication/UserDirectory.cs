using System.Security.Cryptography;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>The configured users and their passwords; immutable.</summary>
internal sealed class UserDirectory
{
    private readonly Dictionary<string, Entry> _users = new(StringComparer.Ordinal);

    /// <summary>By the hash of the key. The time of a lookup reveals nothing about a key: an attacker cannot choose the hash of a guess.</summary>
    private readonly Dictionary<string, KnownUser> _byApiKey = new(StringComparer.Ordinal);

    /// <summary>Checked in place of a hash that is not there, so that an unknown name takes as long as a known one.</summary>
    private readonly PasswordHash _decoy;

    /// <param name="users">Checked by <see cref="AuthenticationRules"/>.</param>
    public UserDirectory(IReadOnlyList<UserOptions> users)
    {
        foreach (var user in users)
        {
            var hash = PasswordHash.TryParse(user.PasswordHash, out var parsed) ? parsed : null;
            var known = new KnownUser(user.Name, user.Roles);
            _users.Add(user.Name, new Entry(known, hash, user.Password is { } plain ? Digest(plain) : null));
            foreach (var key in user.ApiKeyHashes) _byApiKey.Add(key, known);
        }

        HasNoPassword = _users.Values.All(entry => entry is { Hash: null, Plain: null });
        _decoy = _users.Values.FirstOrDefault(entry => entry.Hash is not null)?.Hash ?? PasswordHash.Decoy();
    }

    /// <summary>Whether no user has a password.</summary>
    public bool HasNoPassword { get; }

    /// <summary>Users whose password is in the configuration as it is.</summary>
    public IEnumerable<string> WithPlainPassword => _users.Values.Where(entry => entry.Plain is not null).Select(entry => entry.User.Name);

    /// <summary>Takes a tenth of a second of one processor, whether there is such a user or not.</summary>
    /// <returns>The user; <c>null</c> when the name or the password is wrong.</returns>
    public KnownUser? Find(string name, string password)
    {
        var entry = _users.GetValueOrDefault(name);
        var matchesHash = (entry?.Hash ?? _decoy).Matches(password);
        var isRight = entry switch
        {
            // A user with API keys only has no password, and the decoy is not one.
            null or { Hash: null, Plain: null } => false,
            { Plain: { } plain } => CryptographicOperations.FixedTimeEquals(Digest(password), plain),
            _ => matchesHash,
        };
        return isRight ? entry!.User : null;
    }

    /// <returns>The user of the key; <c>null</c> for an unknown key.</returns>
    public KnownUser? FindByApiKey(string key) => _byApiKey.GetValueOrDefault(ApiKey.Hash(key));

    public KnownUser? ByName(string name) => _users.GetValueOrDefault(name)?.User;

    /// <summary>What changes with a user's password; <c>null</c> for a user that is not configured.</summary>
    public byte[]? CredentialOf(string name) => _users.GetValueOrDefault(name) is { } entry
        ? entry.Plain ?? Encoding.UTF8.GetBytes(entry.Hash?.ToString() ?? "")
        : null;

    private static byte[] Digest(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));

    private sealed record Entry(KnownUser User, PasswordHash? Hash, byte[]? Plain);
}
