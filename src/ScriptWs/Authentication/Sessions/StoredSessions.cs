using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ScriptWs.Configuration;
using ScriptWs.Storage;

namespace ScriptWs.Authentication;

/// <summary>
/// Sessions in the storage of the server, so that they survive it. A user's sessions are in one group, which is one key: a commit of
/// that key bounds them. The token names its group. Only hashes of tokens are kept. Any thread.
/// </summary>
internal sealed class StoredSessions(SessionOptions options, IStorage storage, UserDirectory users, TimeProvider clock) : ISessions
{
    /// <summary>What the keys of groups begin with.</summary>
    public const string Prefix = ReservedKeys.Prefix + "sessions/";

    private const string SaltKey = ReservedKeys.Prefix + "sessions-salt";

    /// <summary>Random bytes of a token, of which two name the group: 240 bits are left to guess.</summary>
    private const int Size = 32;

    /// <summary>Sessions of one group, unless a user may have more.</summary>
    private const int GroupSize = 64;

    /// <summary>Bytes of a session at most: claims come from scripts.</summary>
    private const int MaxSessionSize = 16 << 10;

    private readonly int _groupSize = Math.Min(Math.Max(GroupSize, options.MaxTokensPerUser), options.MaxTokens);
    private byte[]? _salt;

    private int Groups => Math.Clamp(options.MaxTokens / _groupSize, 1, ushort.MaxValue);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public async ValueTask<string?> CreateAsync(KnownUser user, string? scope)
    {
        var group = GroupOf(user.Name, await SaltAsync().ConfigureAwait(false));
        var secret = RandomNumberGenerator.GetBytes(Size);
        BinaryPrimitives.WriteUInt16BigEndian(secret, group);
        var token = Base64Url.EncodeToString(secret);
        var proof = scope is null && users.CredentialOf(user.Name) is { } credential ? ProofOf(token, credential) : null;
        var session = new StoredSession(HashOf(token), user, scope, Now, proof);
        if (StoredSession.Write([session]).Length > MaxSessionSize) return null;

        await ChangeAsync(KeyOf(group), sessions => Add(sessions, session)).ConfigureAwait(false);
        return token;
    }

    public async ValueTask<KnownUser?> TakeAsync(string token, string endpoint)
    {
        if (GroupIn(token) is not { } group) return null;

        var (key, hash) = (KeyOf(group), HashOf(token));
        // A guess costs a read and no write.
        var entry = (await storage.ReadAsync([key]).ConfigureAwait(false))[0];
        var session = StoredSession.Read(entry?.Value).Find(one => one.Hash == hash);
        if (session is null) return null;

        var user = IsLive(session) && (session.Scope is null || session.Scope == endpoint) ? UserOf(session, token) : null;
        if (user is not null && !options.SingleUse) return user;

        // Of several clients with one token, the one whose change finds it gets in.
        var isOurs = false;
        await ChangeAsync(key, sessions =>
        {
            isOurs = sessions.Exists(one => one.Hash == hash);
            return [.. sessions.Where(one => one.Hash != hash)];
        }).ConfigureAwait(false);
        return isOurs ? user : null;
    }

    /// <summary>A configured user is what the configuration says now; one that is gone, or has another password, is no user.</summary>
    private KnownUser? UserOf(StoredSession session, string token)
    {
        if (session.Proof is not { } proof) return session.User;

        return users.CredentialOf(session.User.Name) is { } credential && ProofOf(token, credential) == proof
            ? users.ByName(session.User.Name)
            : null;
    }

    private List<StoredSession> Add(List<StoredSession> sessions, StoredSession added)
    {
        sessions.RemoveAll(one => !IsLive(one));
        if (sessions.Count(one => one.User.Name == added.User.Name) >= options.MaxTokensPerUser)
            sessions.RemoveAt(sessions.FindIndex(one => one.User.Name == added.User.Name));
        if (sessions.Count >= _groupSize) sessions.RemoveAt(0);
        sessions.Add(added);
        return sessions;
    }

    private async ValueTask ChangeAsync(string key, Func<List<StoredSession>, List<StoredSession>> change) => await storage.CommitAsync(
        StorageCommit.Of(ReservedKeys.Owner, new StorageWrite(key)
        {
            Change = value => StoredSession.Write(change(StoredSession.Read(value))),
            ExpiresAt = Now + (long)options.Lifetime.TotalMilliseconds,
            Size = MaxSessionSize,
        })).ConfigureAwait(false);

    private bool IsLive(StoredSession session) => Now - session.At < options.Lifetime.TotalMilliseconds;

    /// <summary>Which names share a group is a secret of the storage: no client can choose a name to push another's sessions out.</summary>
    private async ValueTask<byte[]> SaltAsync()
    {
        while (_salt is null)
        {
            var made = StorageWrite.Set(SaltKey, RandomNumberGenerator.GetBytes(Size), null);
            await storage.CommitAsync(StorageCommit.Of(ReservedKeys.Owner, made, new StorageCheck(SaltKey, null))).ConfigureAwait(false);
            _salt = (await storage.ReadAsync([SaltKey]).ConfigureAwait(false))[0]?.Value;
        }

        return _salt;
    }

    private ushort GroupOf(string name, byte[] salt) => (ushort)(BinaryPrimitives.ReadUInt32BigEndian(
        HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(name))) % (uint)Groups);

    private static ushort? GroupIn(string token) =>
        Base64UrlText.Decode(token) is { Length: Size } secret ? BinaryPrimitives.ReadUInt16BigEndian(secret) : null;

    private static string KeyOf(ushort group) => $"{Prefix}{group:x4}";

    private static string HashOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string ProofOf(string token, byte[] credential) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), credential));
}
