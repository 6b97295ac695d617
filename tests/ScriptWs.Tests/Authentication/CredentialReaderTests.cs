using ScriptWs.Authentication;

namespace ScriptWs.Tests.Authentication;

public sealed class CredentialReaderTests
{
    private static readonly CredentialReader Reader = new("/sgc");

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
    public void Path_Always_IsTakenApart(string path, string expected) => Assert.Equal(expected, Tell(Reader.Read(path, null)));

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
    public void Authorization_Always_IsTakenApart(string header, string expected) => Assert.Equal(expected, Tell(Reader.Read("/", header)));

    [Fact]
    public void PathAndHeader_Both_ThePathSettlesIt() =>
        Assert.Equal("url alice 1234 /", Tell(Reader.Read("/sgc/auth/url/alice/1234", "Basic Ym9iOjU2Nzg=")));

    [Fact]
    public void Prefix_OfOnesOwn_TakesTheClassicOnesPlace()
    {
        var reader = new CredentialReader("/my/door");

        Assert.Equal("url a b /", Tell(reader.Read("/my/door/auth/url/a/b", null)));
        Assert.Equal("nothing /sgc/auth/url/a/b", Tell(reader.Read("/sgc/auth/url/a/b", null)));
    }

    [Fact]
    public void Credentials_AsText_ShowNoSecret() =>
        Assert.Equal("credentials (url)", Reader.Read("/sgc/auth/url/alice/1234", null).Credentials!.ToString());

    private static string Tell(PresentedCredentials presented) => presented switch
    {
        { Credentials: { Token: { } token } read } => $"{read.Kind} {token} {presented.EndpointPath}",
        { Credentials: { } read } => $"{read.Kind} {read.Name} {read.Password} {presented.EndpointPath}",
        { IsMalformed: true } => $"malformed {presented.EndpointPath}",
        _ => $"nothing {presented.EndpointPath}",
    };
}
