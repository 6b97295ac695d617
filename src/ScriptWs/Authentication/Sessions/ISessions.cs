namespace ScriptWs.Authentication;

/// <summary>
/// The sessions that were asked for and not used up. A task that is complete when it is returned keeps the thread. Any thread.
/// </summary>
internal interface ISessions
{
    /// <param name="user">Whose session it is.</param>
    /// <param name="scope">The endpoint that it is good for; <c>null</c> for all.</param>
    /// <returns>The token, which cannot be read again; <c>null</c> when it cannot be kept now.</returns>
    ValueTask<string?> CreateAsync(KnownUser user, string? scope);

    /// <summary>Looks a token up and uses it up, if it is good for one connection only.</summary>
    /// <returns>Whose it is; <c>null</c> when it is unknown, used, too old, or for another endpoint.</returns>
    /// <exception cref="Storage.StorageException">Tokens cannot be looked up now.</exception>
    ValueTask<KnownUser?> TakeAsync(string token, string endpoint);
}
