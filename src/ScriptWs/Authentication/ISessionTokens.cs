namespace ScriptWs.Authentication;

/// <summary>
/// The sessions that were asked for and not used up: of this process, or of all nodes of a cluster. Any thread; nothing is thrown.
/// </summary>
internal interface ISessionTokens
{
    /// <param name="user">Whose session it is.</param>
    /// <param name="scope">The endpoint that it is good for; <c>null</c> for all.</param>
    /// <returns>The token, which cannot be read again; <c>null</c> when none can be made now.</returns>
    ValueTask<string?> CreateAsync(KnownUser user, string? scope);

    /// <summary>Looks a token up and uses it up, if it is good for one connection only.</summary>
    /// <returns>
    /// Whose it is. Wrong when it is unknown, used, too old, or for another endpoint; busy when it cannot be looked up now.
    /// </returns>
    ValueTask<AuthenticationResult> TakeAsync(string token, string endpoint);
}
