namespace ScriptWs.Authentication;

/// <summary>What a request carries of credentials, and which endpoint it means.</summary>
/// <param name="EndpointPath">The path without the credentials in it.</param>
/// <param name="Credentials">What it carries; <c>null</c> when nothing, or nothing readable.</param>
/// <param name="IsMalformed">It carries something that cannot be read.</param>
internal sealed record PresentedCredentials(string EndpointPath, Credentials? Credentials = null, bool IsMalformed = false)
{
    /// <summary>Whether a bearer token is there, readable or not: what refuses it has words of its own.</summary>
    public bool IsBearer { get; init; }

    public static PresentedCredentials Of(string path, Credentials? credentials) => new(path, credentials, IsMalformed: credentials is null);
}
