using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Connections;

public sealed class OriginRulesTests
{
    [Theory]
    [InlineData("http://server:8080", "server:8080", true)]
    [InlineData("https://server:8080", "server:8080", true)] // a proxy in front speaks TLS
    [InlineData("http://SERVER:8080", "server:8080", true)]
    [InlineData("http://server", "server", true)]
    [InlineData("http://server", "server:80", true)]
    [InlineData("https://server", "server:443", true)]
    [InlineData("https://server", "server", true)]
    [InlineData("http://[::1]:8080", "[::1]:8080", true)]
    [InlineData("http://server", "server:8080", false)]
    [InlineData("http://server:8081", "server:8080", false)]
    [InlineData("http://other:8080", "server:8080", false)]
    [InlineData("http://server.evil:8080", "server:8080", false)]
    [InlineData("http://evil", "", false)]
    [InlineData("null", "null", false)]
    [InlineData("", "server", false)]
    [InlineData("file://", "server", false)]
    [InlineData("http://server/path", "server", false)]
    public void SameOrigin_Always_IsTheHostAndPortThatWasAskedFor(string origin, string host, bool allowed) =>
        Assert.Equal(allowed, Rules().Allows(origin, host, IPAddress.Parse("192.0.2.1")));

    [Theory]
    [InlineData("https://example.com", "https://example.com", true)]
    [InlineData("https://example.com", "https://example.com:443", true)]
    [InlineData("https://EXAMPLE.com", "https://example.com", true)]
    [InlineData("https://example.com", "http://example.com", false)]
    [InlineData("https://example.com", "https://example.com:8443", false)]
    [InlineData("https://example.com", "https://www.example.com", false)]
    [InlineData("https://example.com", "https://example.com.evil", false)]
    [InlineData("https://example.com", "https://evilexample.com", false)]
    [InlineData("https://*.example.com", "https://www.example.com", true)]
    [InlineData("https://*.example.com", "https://a.b.example.com", true)]
    [InlineData("https://*.example.com", "https://example.com", false)]
    [InlineData("https://*.example.com", "https://evilexample.com", false)]
    [InlineData("https://*.example.com", "https://.example.com", false)]
    [InlineData("http://localhost:*", "http://localhost:5173", true)]
    [InlineData("http://localhost:*", "http://localhost", true)]
    [InlineData("http://localhost:*", "http://localhost.evil:5173", false)]
    [InlineData("chrome-extension://abcdef", "chrome-extension://abcdef", true)]
    [InlineData("null", "null", true)]
    [InlineData("null", "https://example.com", false)]
    [InlineData("*", "https://example.com", true)]
    [InlineData("*", "null", true)]
    public void ListedOrigin_Always_IsAsItsPatternSays(string pattern, string origin, bool allowed) =>
        Assert.Equal(allowed, Rules(pattern).Allows(origin, "server", IPAddress.Parse("192.0.2.1")));

    [Theory]
    [InlineData("example.com")]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com/path")]
    [InlineData("https://")]
    [InlineData("https://a.*.com")]
    [InlineData("https://*")]
    [InlineData("https://example.com:0")]
    [InlineData("https://example.com:65536")]
    [InlineData("https://user@example.com")]
    [InlineData("")]
    public void Pattern_ThatIsNoOrigin_IsRefused(string pattern) => Assert.Null(OriginPattern.Parse(pattern));

    private static OriginRules Rules(params string[] origins) => new(origins, false, new HostRules([]), new AllLogs());
}
