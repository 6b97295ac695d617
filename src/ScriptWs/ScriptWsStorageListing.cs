namespace ScriptWs;

/// <summary>Shows what scripts keep, to C# code.</summary>
public static class ScriptWsStorageListing
{
    private const int MaxKeys = 1000;

    /// <summary>Lists what scripts keep in <c>server.storage</c>, in the order of the keys and without values.</summary>
    /// <param name="server">The server.</param>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="after">The key after which the list begins; <c>null</c> for the first.</param>
    /// <param name="limit">How many at most, from 1 to 1000. Their values are read too: choose a small number.</param>
    /// <returns>The keys; none while nothing is open.</returns>
    /// <exception cref="ScriptWsException">The storage is unavailable.</exception>
    public static Task<IReadOnlyList<StorageKey>> ListStorageAsync(
        this ScriptWsServer server, string prefix = "", string? after = null, int limit = 100)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxKeys);
        return server.Hooks.Storage!.ListAsync(prefix, after, limit);
    }
}
