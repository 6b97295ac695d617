using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Connections;

namespace ScriptWs.Tests.Connections;

public sealed class HostRulesTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("app.localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("192.168.1.5", true)]
    [InlineData("[::1]", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("evillocalhost", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("127.0.0.1.nip.io", false)]
    [InlineData("127.0.0.256", false)]
    [InlineData("[evil]", false)]
    [InlineData("2130706433", false)]
    public void Name_WithoutAList_IsOurs(string name, bool forThisMachine)
    {
        var rules = new HostRules([]);

        Assert.Equal(forThisMachine, rules.IsOurs(name, IPAddress.Loopback));
        Assert.Equal(forThisMachine, rules.IsOurs(name, IPAddress.IPv6Loopback));
        Assert.True(rules.IsOurs(name, IPAddress.Parse("192.0.2.1")));
    }

    [Theory]
    [InlineData("chat.example.com", true)]
    [InlineData("a.b.example.org", true)]
    [InlineData("localhost", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("example.com", false)]
    [InlineData("example.org", false)]
    [InlineData("evilexample.org", false)]
    [InlineData(".example.org", false)]
    public void Name_WithAList_IsOursIfListed(string name, bool expected)
    {
        var rules = new HostRules(["Chat.Example.com", "*.example.org"]);

        Assert.Equal(expected, rules.IsOurs(name, IPAddress.Loopback));
        Assert.Equal(expected, rules.IsOurs(name, IPAddress.Parse("192.0.2.1")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("a b")]
    [InlineData("chat.example.com:80")]
    [InlineData("http://chat.example.com")]
    [InlineData("a.*.com")]
    [InlineData(".com")]
    public void Pattern_ThatIsNoName_IsRefused(string pattern) => Assert.Null(HostPattern.Parse(pattern));
}
