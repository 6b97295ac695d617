using ScriptWs.Authentication;
using ScriptWs.Connections;

namespace ScriptWs;

/// <summary>What a client says about who it is, for <see cref="ScriptWsServer.Authenticate"/>. Its text shows no secret.</summary>
public sealed class ScriptWsCredentials
{
    private readonly Credentials _credentials;
    private readonly UpgradeRequest _request;

    private ScriptWsCredentials(Credentials credentials, UpgradeRequest request) => (_credentials, _request) = (credentials, request);

    /// <summary><c>basic</c>, <c>session</c>, <c>url</c>, <c>bearer</c>, <c>apikey</c>, or another scheme of the Authorization header in lower case.</summary>
    public string Kind => _credentials.Kind;

    /// <summary>The user's name; <c>null</c> when there is a token instead.</summary>
    public string? User => _credentials.Name;

    /// <summary>The password; <c>null</c> when there is a token instead.</summary>
    public string? Password => _credentials.Password;

    /// <summary>The token, the key, or what followed another scheme; <c>null</c> when there is a password instead.</summary>
    public string? Token => _credentials.Token;

    /// <summary>The client's IP address.</summary>
    public string RemoteAddress => _request.RemoteAddress;

    /// <summary>The path of the endpoint that is asked for, without credentials.</summary>
    public string Path => _request.Path;

    /// <summary>What the parameters of the endpoint's path are, as in <c>/rooms/:id</c>, decoded, by name; <c>*</c> names the rest of the path.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _request.Parameters;

    /// <summary>The header fields by lower-case name, without credentials.</summary>
    public IReadOnlyDictionary<string, string> Headers => _request.Headers;

    /// <summary>The kind; never the password or the token.</summary>
    public override string ToString() => _credentials.ToString();

    internal static ScriptWsCredentials Of(Credentials credentials, UpgradeRequest request) => new(credentials, request);
}
