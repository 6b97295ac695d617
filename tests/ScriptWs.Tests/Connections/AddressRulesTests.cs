using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Connections;

namespace ScriptWs.Tests.Connections;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("", "", "192.0.2.1", true)]
    [InlineData("192.0.2.0/24", "", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "", "192.0.3.0", false)]
    [InlineData("192.0.2.1", "", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "", "192.0.2.2", false)]
    [InlineData("192.0.2.0/24", "192.0.2.7", "192.0.2.7", false)]
    [InlineData("", "192.0.2.0/31", "192.0.2.1", false)]
    [InlineData("", "192.0.2.0/31", "192.0.2.2", true)]
    [InlineData("2001:db8::/32", "", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "", "2001:db9::1", false)]
    [InlineData("2001:db8::1", "", "2001:db8::1", true)]
    [InlineData("0.0.0.0/0", "", "2001:db8::1", false)]
    [InlineData("", "::/0", "192.0.2.1", true)]
    public void Address_Always_IsAllowedByTheLists(string allow, string deny, string address, bool allowed)
    {
        var rules = new AddressRules(new AddressesOptions { Allow = List(allow), Deny = List(deny) });

        Assert.Equal(allowed, rules.Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("10.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9")]
    [InlineData("10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9")] // the client invented the first
    [InlineData("10.0.0.1", "203.0.113.9:4711", "203.0.113.9")]
    [InlineData("10.0.0.1", "2001:db8::7", "2001:db8::7")]
    [InlineData("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.1", "unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.9, nonsense", "10.0.0.1")]
    [InlineData("10.0.0.1", "203.0.113.9,", "10.0.0.1")]
    [InlineData("10.0.0.1", "[", "10.0.0.1")]
    [InlineData("10.0.0.1", null, "10.0.0.1")]
    [InlineData("192.0.2.1", "203.0.113.9", "192.0.2.1")] // no proxy of ours
    public void Client_BehindProxies_IsTheLastOneThatATrustedProxyNames(string peer, string? forwardedFor, string client)
    {
        var rules = new AddressRules(new AddressesOptions { TrustedProxies = ["10.0.0.0/8"] });

        Assert.Equal(client, rules.ClientOf(IPAddress.Parse(peer), forwardedFor).ToString());
    }

    [Theory]
    [InlineData("8080")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0")]
    [InlineData("::1/129")]
    [InlineData("fe80::1%eth0")]
    [InlineData("localhost")]
    [InlineData("")]
    public void Range_ThatIsNone_IsRefused(string text) => Assert.Null(AddressRange.Parse(text));

    private static string[] List(string entry) => entry.Length == 0 ? [] : [entry];
}
