namespace ScriptWs.Authentication;

/// <summary>The ways to say who one is that the server itself understands.</summary>
internal static class CredentialKinds
{
    /// <summary><c>Authorization: Basic …</c> (RFC 7617).</summary>
    public const string Basic = "basic";

    /// <summary>A token in the path that was asked for beforehand.</summary>
    public const string Session = "session";

    /// <summary>Name and password in the path.</summary>
    public const string Url = "url";

    /// <summary>A token in the Authorization header, beside a subprotocol, or in the query (RFC 6750).</summary>
    public const string Bearer = "bearer";

    /// <summary>A key in a header field of its own.</summary>
    public const string ApiKey = "apikey";
}
