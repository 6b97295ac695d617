using System.Globalization;
using ScriptWs.Storage;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>A commit as commit.lua takes it.</summary>
internal static class CommitArguments
{
    private const string Absent = "", Any = "*";

    /// <param name="commit">The commit.</param>
    /// <param name="values">The new values; <c>null</c> deletes.</param>
    /// <param name="seen">What the values were made of; <c>null</c> where nothing was.</param>
    /// <param name="limits">The quotas in force.</param>
    /// <param name="now">The time, in milliseconds since 1970.</param>
    public static RedisValue[] Of(StorageCommit commit, byte[]?[] values, StoredEntry?[]? seen, StorageLimits limits, long now)
    {
        // The server's own keys count for no quota.
        if (commit.Owner == ReservedKeys.Owner) limits = new StorageLimits(0, 0, 0, 0);
        List<RedisValue> all =
        [
            now, commit.Owner, limits.Keys, limits.Bytes, limits.EndpointKeys, limits.EndpointBytes, commit.Checks.Count,
        ];
        foreach (var check in commit.Checks) all.AddRange([check.Key, Text(check.Version)]);
        all.Add(commit.Writes.Count);
        for (var i = 0; i < commit.Writes.Count; i++)
        {
            var write = commit.Writes[i];
            all.AddRange(
            [
                write.Key,
                seen is null || !write.DependsOnPresent ? Any : Text(seen[i]?.Version),
                values[i] is null ? "delete" : "set",
                Text(write.ExpiresAt),
                write.KeepsExpiry ? "keep" : "",
                values[i] ?? RedisValue.EmptyString,
            ]);
        }

        return [.. all];
    }

    private static RedisValue Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Absent;
}
