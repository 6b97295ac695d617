using ScriptWs.Authentication;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

public sealed class CredentialReaderTests
{
    private static readonly CredentialReader Reader = new(new AuthenticationOptions { Bearer = new() { InQuery = true } });

    [Theory]
    [InlineData("/sgc/auth/url/alice/1234", "url alice 1234 /")]
    [InlineData("/sgc/auth/url/alice/1234/chat/room", "url alice 1234 /chat/room")]
    [InlineData("/sgc/auth/url/alice/1234/", "url alice 1234 /")]
    [InlineData("/sgc/auth/url/al%69ce/a%2Fb%20c/chat", "url alice a/b c /chat")]
    [InlineData("/sgc/auth/url/zo%C3%AB/p%25", "url zoë p% /")]
    [InlineData("/sgc/auth/url/alice/..", "url alice .. /")]
    [InlineData("/sgc/auth/session/TOKEN", "session TOKEN /")]
    [InlineData("/sgc/auth/session/TOKEN/chat", "session TOKEN /chat")]
    [InlineData("/", "nothing /")]
    [InlineData("/sgc/auth/urls/a/b", "nothing /sgc/auth/urls/a/b")]
    [InlineData("/SGC/auth/url/a/b", "nothing /SGC/auth/url/a/b")]
    [InlineData("/sgc/auth/url/alice", "malformed /")]
    [InlineData("/sgc/auth/url/alice/", "malformed /")]
    [InlineData("/sgc/auth/url//1234", "malformed /")]
    [InlineData("/sgc/auth/url/a%3Ab/1234", "malformed /")]
    [InlineData("/sgc/auth/url/a%00/1234", "malformed /")]
    [InlineData("/sgc/auth/url/alice/%FF", "malformed /")]
    [InlineData("/sgc/auth/url/alice/a%0D%0Ab", "malformed /")]
    [InlineData("/sgc/auth/session/", "malformed /")]
    public void Path_Always_IsTakenApart(string path, string expected) => Assert.Equal(expected, Tell(Read(path)));

    [Theory]
    [InlineData("Basic YWxpY2U6MTIzNA==", "basic alice 1234 /")]
    [InlineData("bAsIc   YWxpY2U6MTIzNA==", "basic alice 1234 /")]
    [InlineData("Basic YWxpY2U6YTpi", "basic alice a:b /")]
    [InlineData("Bearer abc.def", "bearer abc.def /")]
    [InlineData("Basic", "malformed /")]
    [InlineData("Basic ", "malformed /")]
    [InlineData("", "malformed /")]
    [InlineData("Basic !!!", "malformed /")]
    [InlineData("Basic YWxp Y2U6MTIzNA==", "malformed /")]
    [InlineData("Basic YWxpY2U=", "malformed /")]
    [InlineData("Basic OjEyMzQ=", "malformed /")]
    [InlineData("Basic YWxpY2U6", "malformed /")]
    [InlineData("Basic //8=", "malformed /")]
    [InlineData("session abc", "malformed /")]
    [InlineData("url abc", "malformed /")]
    public void Authorization_Always_IsTakenApart(string header, string expected) => Assert.Equal(expected, Tell(Read("/", $"authorization: {header}")));

    [Fact]
    public void PathAndHeader_Both_ThePathSettlesIt() =>
        Assert.Equal("url alice 1234 /", Tell(Read("/sgc/auth/url/alice/1234", "authorization: Basic Ym9iOjU2Nzg=")));

    [Fact]
    public void Prefix_OfOnesOwn_TakesTheClassicOnesPlace()
    {
        var reader = new CredentialReader(new AuthenticationOptions { Prefix = "/my/door" });

        Assert.Equal("url a b /", Tell(reader.Read(new("/my/door/auth/url/a/b", "", _ => null))));
        Assert.Equal("nothing /sgc/auth/url/a/b", Tell(reader.Read(new("/sgc/auth/url/a/b", "", _ => null))));
    }

    [Fact]
    public void Credentials_AsText_ShowNoSecret() =>
        Assert.Equal("credentials (url)", Read("/sgc/auth/url/alice/1234").Credentials!.ToString());

    [Theory]
    [InlineData("bearer abc.def /", "/", "sec-websocket-protocol: bearer, abc.def")]
    [InlineData("bearer abc.def /", "/", "sec-websocket-protocol: chat, bearer, abc.def, v2")]
    [InlineData("bearer abc.def /", "/?access_token=abc.def")]
    [InlineData("bearer abc+def= /", "/?a=b&access_token=abc%2Bdef%3D&c")]
    [InlineData("nothing /", "/?access_tokens=abc")]
    [InlineData("nothing /", "/", "sec-websocket-protocol: chat")]
    [InlineData("malformed /", "/", "sec-websocket-protocol: bearer")]
    [InlineData("malformed /", "/", "sec-websocket-protocol: bearer, abc!def")]
    [InlineData("malformed /", "/?access_token=")]
    [InlineData("malformed /", "/?access_token=%FF")]
    [InlineData("malformed /", "/?access_token=a&access_token=b")]
    [InlineData("malformed /", "/?access_token=a", "sec-websocket-protocol: bearer, a")]
    [InlineData("malformed /", "/", "sec-websocket-protocol: bearer, a", "authorization: Bearer a")]
    [InlineData("malformed /", "/", "authorization: Bearer a b")]
    [InlineData("malformed /", "/", "authorization: Bearer")]
    [InlineData("bearer a /", "/", "sec-websocket-protocol: bearer, a", "authorization: Basic YWxpY2U6MTIzNA==")]
    [InlineData("bearer a /", "/", "sec-websocket-protocol: bearer, a", "x-api-key: k")]
    [InlineData("apikey k /", "/", "x-api-key: k")]
    [InlineData("apikey k /", "/", "x-api-key: k", "authorization: Basic YWxpY2U6MTIzNA==")]
    [InlineData("malformed /", "/", "x-api-key: k, k")]
    [InlineData("malformed /", "/", "x-api-key: ")]
    [InlineData("malformed /", "/", "authorization: ApiKey k")]
    [InlineData("session TOKEN /", "/sgc/auth/session/TOKEN", "sec-websocket-protocol: bearer, a")]
    public void TokenOrKey_InEachPlace_IsTaken(string expected, string target, params string[] headers) => Assert.Equal(expected, Tell(Read(target, headers)));

    [Theory]
    [InlineData("authorization: Bearer abc")]
    [InlineData("authorization: Session abc")]
    public void Login_WithAToken_GetsNoSession(string header) =>
        Assert.Equal("malformed /sgc/req/auth/session", Tell(Reader.ReadLogin("/sgc/req/auth/session", header.Split(": ")[1])!));

    [Theory]
    [InlineData("a=b&access_token=abc", "a=b")]
    [InlineData("access_token=abc", "")]
    [InlineData("access_token=a&x=y&access_token=b&z", "x=y&z")]
    [InlineData("a=b&xaccess_token=c", "a=b&xaccess_token=c")]
    public void Query_ForScripts_HoldsNoToken(string query, string expected) => Assert.Equal(expected, Reader.Places.WithoutToken(query));

    [Theory]
    [InlineData("bearer,abc", "")]
    [InlineData("chat,bearer,abc,v2", "chat,v2")]
    [InlineData("chat,bearer", "chat")]
    [InlineData("chat,v2", "chat,v2")]
    public void Subprotocols_ForScripts_HoldNoToken(string offers, string expected) => Assert.Equal(expected, string.Join(',', Reader.Places.WithoutToken(offers.Split(','))));

    private static PresentedCredentials Read(string target, params string[] headers)
    {
        var fields = headers.Select(header => header.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var parts = target.Split('?', 2);
        return Reader.Read(new(parts[0], parts.ElementAtOrDefault(1) ?? "", name => fields.GetValueOrDefault(name)));
    }

    private static string Tell(PresentedCredentials presented) => presented switch
    {
        { Credentials: { Token: { } token } read } => $"{read.Kind} {token} {presented.EndpointPath}",
        { Credentials: { } read } => $"{read.Kind} {read.Name} {read.Password} {presented.EndpointPath}",
        { IsMalformed: true } => $"malformed {presented.EndpointPath}",
        _ => $"nothing {presented.EndpointPath}",
    };
}
