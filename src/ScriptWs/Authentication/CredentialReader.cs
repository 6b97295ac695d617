using System.Buffers;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>
/// Finds the credentials of a request: in its path (<c>/sgc/auth/url/USER/PASSWORD</c>, <c>/sgc/auth/session/TOKEN</c>, each
/// with the endpoint's own path behind it) or in its Authorization header. A path that holds some settles it.
/// </summary>
internal sealed class CredentialReader(string prefix)
{
    /// <summary>The longest token or other header value; a signed token with many claims has two or three thousand.</summary>
    private const int MaxTokenLength = 8192;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _session = $"{prefix}/auth/session/";
    private readonly string _url = $"{prefix}/auth/url/";

    /// <summary>Where sessions are asked for.</summary>
    public string LoginPath { get; } = $"{prefix}/req/auth/session";

    /// <param name="path">The path, percent-encoded as it came.</param>
    /// <param name="authorization">The value of the Authorization header.</param>
    public PresentedCredentials Read(string path, string? authorization)
    {
        if (path.StartsWith(_session, StringComparison.Ordinal)) return ReadPath(path[_session.Length..], 1, parts => new(CredentialKinds.Session, Token: parts[0]));
        if (path.StartsWith(_url, StringComparison.Ordinal)) return ReadPath(path[_url.Length..], 2, parts => OfPassword(CredentialKinds.Url, parts[0], parts[1]));
        return authorization is null ? new(path) : ReadHeader(path, authorization);
    }

    /// <summary>What a login asks a session for: in its path, its Authorization header, or nowhere yet (then in its body).</summary>
    /// <returns><c>null</c> when the path is not the login's.</returns>
    public PresentedCredentials? ReadLogin(string path, string? authorization)
    {
        if (path == LoginPath) return authorization is null ? new(path) : ReadHeader(path, authorization);
        return path.StartsWith(LoginPath + "/", StringComparison.Ordinal)
            ? ReadPath(path[(LoginPath.Length + 1)..], 2, parts => OfPassword(CredentialKinds.Session, parts[0], parts[1])) is { EndpointPath: "/" } read
                ? read
                : new(path, IsMalformed: true)
            : null;
    }

    /// <summary>Name and password, if they are fit to be tried.</summary>
    public static Credentials? OfPassword(string kind, string name, string password) =>
        AuthenticationRules.NameProblem(name) is null && password.Length is > 0 and <= PasswordHash.MaxPasswordLength && !password.Any(char.IsControl)
            ? new(kind, name, password)
            : null;

    private static PresentedCredentials ReadPath(string rest, int count, Func<string[], Credentials?> make)
    {
        var parts = rest.Split('/', count + 1);
        var endpoint = parts.Length > count ? "/" + parts[count] : "/";
        if (parts.Length < count) return new(endpoint, IsMalformed: true);

        var decoded = new string[count];
        for (var i = 0; i < count; i++)
        {
            if (Decode(parts[i]) is not { Length: > 0 } part) return new(endpoint, IsMalformed: true);
            decoded[i] = part;
        }

        return make(decoded) is { } credentials ? new(endpoint, credentials) : new(endpoint, IsMalformed: true);
    }

    private static PresentedCredentials ReadHeader(string path, string authorization)
    {
        // RFC 9110 §11.4: a scheme in any case, one or more spaces, and what belongs to it.
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        var scheme = (space < 0 ? authorization : authorization[..space]).ToLowerInvariant();
        var rest = space < 0 ? "" : authorization[space..].Trim(' ');
        if (scheme.Length is 0 or > 64 || rest.Length is 0 or > MaxTokenLength) return new(path, IsMalformed: true);

        var credentials = scheme switch
        {
            CredentialKinds.Basic => ReadBasic(rest),
            // These are kinds of a path; a header must not claim to be one.
            CredentialKinds.Session or CredentialKinds.Url => null,
            _ => new(scheme, Token: rest),
        };
        return credentials is null ? new(path, IsMalformed: true) : new(path, credentials);
    }

    /// <summary>RFC 7617 §2: base64 of <c>name:password</c> in UTF-8.</summary>
    private static Credentials? ReadBasic(string base64)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(base64.Length);
        try
        {
            if (base64.Contains(' ') || !Convert.TryFromBase64String(base64, bytes, out var size)) return null;
            var text = Utf8.GetString(bytes, 0, size);
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

    /// <returns><c>null</c> when it is not UTF-8; each <c>%</c> has its two digits, the request was refused otherwise.</returns>
    private static string? Decode(string part)
    {
        var bytes = new byte[part.Length];
        var size = 0;
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != '%') bytes[size++] = (byte)part[i];
            else if (i + 2 < part.Length && byte.TryParse(part.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out bytes[size]))
                (size, i) = (size + 1, i + 2);
            else return null;
        }

        try
        {
            return Utf8.GetString(bytes, 0, size);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
