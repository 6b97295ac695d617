namespace ScriptWs.Authentication;

/// <summary>What a client says about who it is. Its text shows no secret, so that no log can.</summary>
/// <param name="Kind">One of <see cref="CredentialKinds"/>, or another scheme of the Authorization header in lower case.</param>
/// <param name="Name">The user's name; <c>null</c> for a token.</param>
/// <param name="Password">The password that goes with the name.</param>
/// <param name="Token">A session's token, or what followed another scheme.</param>
internal sealed record Credentials(string Kind, string? Name = null, string? Password = null, string? Token = null)
{
    public override string ToString() => $"credentials ({Kind})";
}
