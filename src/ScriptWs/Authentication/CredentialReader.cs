using System.Buffers;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>
/// Finds the credentials of a request: in its path (<c>/sgc/auth/url/USER/PASSWORD</c>, <c>/sgc/auth/session/TOKEN</c>, each
/// with the endpoint's own path behind it), as a bearer token, as an API key, or in its Authorization header. The first of
/// these that holds some settles it; two bearer tokens are none (RFC 6750 §2).
/// </summary>
internal sealed class CredentialReader(AuthenticationOptions options)
{
    private readonly string _session = $"{options.Prefix}/auth/session/";
    private readonly string _url = $"{options.Prefix}/auth/url/";

    /// <summary>Where sessions are asked for.</summary>
    public string LoginPath { get; } = $"{options.Prefix}/req/auth/session";

    public BearerPlaces Places { get; } = new(options.Bearer);

    /// <summary>Its header field in lower case.</summary>
    public string ApiKeyField { get; } = options.ApiKey.Header.ToLowerInvariant();

    public PresentedCredentials Read(CredentialSource source)
    {
        var path = source.Path;
        if (ReadPath(path) is { } inPath) return inPath;

        var authorization = source.Header("authorization");
        var inHeader = authorization is null ? null : ReadHeader(path, authorization);
        var tokens = Places.Find(source);
        if (tokens.Count > 0)
        {
            var token = tokens.Count == 1 && inHeader is not { IsBearer: true } && BearerPlaces.IsToken(tokens[0]) ? tokens[0] : null;
            return PresentedCredentials.Of(path, token is null ? null : new(CredentialKinds.Bearer, Token: token)) with { IsBearer = true };
        }

        if (options.ApiKey.Enabled && source.Header(ApiKeyField) is { } key) return PresentedCredentials.Of(path, IsKey(key) ? new(CredentialKinds.ApiKey, Token: key) : null);
        return inHeader ?? new(path);
    }

    /// <summary>The path of the endpoint that a request means.</summary>
    public string EndpointPathOf(string path) => ReadPath(path)?.EndpointPath ?? path;

    /// <returns><c>null</c> when the path is none of ours.</returns>
    private PresentedCredentials? ReadPath(string path)
    {
        if (path.StartsWith(_session, StringComparison.Ordinal)) return ReadPath(path[_session.Length..], 1, parts => new(CredentialKinds.Session, Token: parts[0]));
        if (path.StartsWith(_url, StringComparison.Ordinal)) return ReadPath(path[_url.Length..], 2, parts => OfPassword(CredentialKinds.Url, parts[0], parts[1]));
        return null;
    }

    /// <summary>What a login asks a session for: in its path, its Authorization header, or nowhere yet (then in its body).</summary>
    /// <returns><c>null</c> when the path is not the login's.</returns>
    public PresentedCredentials? ReadLogin(string path, string? authorization)
    {
        // A name and a password get a session, nothing else does: not even a session, which would never end.
        if (path == LoginPath) return authorization is null ? new(path) : ReadHeader(path, authorization) is { Credentials.Password: not null } read ? read : new(path, IsMalformed: true);
        return path.StartsWith(LoginPath + "/", StringComparison.Ordinal)
            ? ReadPath(path[(LoginPath.Length + 1)..], 2, parts => OfPassword(CredentialKinds.Session, parts[0], parts[1])) is { EndpointPath: "/" } inPath
                ? inPath
                : new(path, IsMalformed: true)
            : null;
    }

    /// <summary>Name and password, if they are fit to be tried.</summary>
    public static Credentials? OfPassword(string kind, string name, string password) =>
        AuthenticationRules.NameProblem(name) is null && password.Length is > 0 and <= PasswordHash.MaxPasswordLength && !password.Any(char.IsControl)
            ? new(kind, name, password)
            : null;

    private static bool IsKey(string text) => text.Length is > 0 and <= ApiKey.MaxLength && text.All(c => c is > ' ' and <= '~' and not ',');

    private static PresentedCredentials ReadPath(string rest, int count, Func<string[], Credentials?> make)
    {
        var parts = rest.Split('/', count + 1);
        var endpoint = parts.Length > count ? "/" + parts[count] : "/";
        if (parts.Length < count) return new(endpoint, IsMalformed: true);

        var decoded = new string[count];
        for (var i = 0; i < count; i++)
        {
            if (CredentialText.Decode(parts[i]) is not { Length: > 0 } part) return new(endpoint, IsMalformed: true);
            decoded[i] = part;
        }

        return PresentedCredentials.Of(endpoint, make(decoded));
    }

    private static PresentedCredentials ReadHeader(string path, string authorization)
    {
        // RFC 9110 §11.4: a scheme in any case, one or more spaces, and what belongs to it.
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        var scheme = (space < 0 ? authorization : authorization[..space]).ToLowerInvariant();
        var rest = space < 0 ? "" : authorization[space..].Trim(' ');
        if (scheme.Length is 0 or > 64 || rest.Length is 0 or > CredentialText.MaxLength) return new(path, IsMalformed: true) { IsBearer = scheme == CredentialKinds.Bearer };

        var credentials = scheme switch
        {
            CredentialKinds.Basic => ReadBasic(rest),
            CredentialKinds.Bearer => BearerPlaces.IsToken(rest) ? new(scheme, Token: rest) : null,
            // These are kinds of other places; a header must not claim to be one.
            CredentialKinds.Session or CredentialKinds.Url or CredentialKinds.ApiKey => null,
            _ => new(scheme, Token: rest),
        };
        return PresentedCredentials.Of(path, credentials) with { IsBearer = scheme == CredentialKinds.Bearer };
    }

    /// <summary>RFC 7617 §2: base64 of <c>name:password</c> in UTF-8.</summary>
    private static Credentials? ReadBasic(string base64)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(base64.Length);
        try
        {
            if (base64.Contains(' ') || !Convert.TryFromBase64String(base64, bytes, out var size)) return null;
            var text = CredentialText.Utf8.GetString(bytes, 0, size);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : OfPassword(CredentialKinds.Basic, text[..colon], text[(colon + 1)..]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }
}
