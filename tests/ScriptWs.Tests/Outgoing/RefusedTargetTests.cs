using System.Net;
using System.Text.Json;
using ScriptWs.Configuration;
using ScriptWs.Outgoing;
using ScriptWs.Tests.Scripting;

namespace ScriptWs.Tests.Outgoing;

/// <summary>
/// Ways to make a server ask another one that it must not (SSRF). All of them are refused: by the list, by the address that a name
/// leads to, or because there is no such URL.
/// </summary>
public sealed class RefusedTargetTests
{
    /// <summary>One server that is listed, and a list with wildcards beside it.</summary>
    private static readonly FetchOptions Options = new()
    {
        Allow = ["https://api.example.com", "http://api.example.com:8080", "https://*.example.org", "http://93.184.215.14"],
    };

    [Theory]
    // This machine, in every way to write it.
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://0/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://localhost.localdomain/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::127.0.0.1]/")]
    // Networks, metadata, and what stands for an IPv4 address.
    [InlineData("http://10.0.0.5/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    // Names beside the one that is listed.
    [InlineData("https://api.example.com./")]
    [InlineData("https://api.example.com.evil.test/")]
    [InlineData("https://evil.test/api.example.com")]
    [InlineData("https://evilapi.example.com/")]
    [InlineData("https://example.org/")]
    [InlineData("https://evilexample.org/")]
    [InlineData("https://a.example.org.evil.test/")]
    [InlineData("https://api.ex\u0430mple.com/")]
    [InlineData("https://\u24d0pi.example.com.evil.test/")]
    [InlineData("https://api.example.com%2eevil.test/")]
    // User names, and separators that parsers read differently.
    [InlineData("https://api.example.com@evil.test/")]
    [InlineData("https://api.example.com:443@evil.test/")]
    [InlineData("https://user:password@api.example.com/")]
    [InlineData("https://evil.test\\@api.example.com/")]
    [InlineData("https://evil.test#@api.example.com/")]
    [InlineData("https://evil.test?@api.example.com/")]
    [InlineData("https://evil.test\\api.example.com/")]
    [InlineData("https:///evil.test/")]
    // Other ports and schemes.
    [InlineData("https://api.example.com:8443/")]
    [InlineData("http://api.example.com/")]
    [InlineData("http://api.example.com:22/")]
    [InlineData("http://93.184.215.14:6379/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://api.example.com/")]
    [InlineData("gopher://127.0.0.1:6379/_FLUSHALL")]
    [InlineData("data:text/plain,x")]
    [InlineData("blob:https://api.example.com/x")]
    [InlineData("javascript:alert(1)")]
    public async Task Target_ThatIsNotListed_IsRefused(string url)
    {
        var resolved = new Resolved(IPAddress.Loopback);

        var body = $"const r = await fetch({JsonSerializer.Serialize(url)}); return r.url;";
        var seen = await Hosted.EvaluateAsync(body, resolved.Client(Options));

        Assert.StartsWith("TypeError: ", seen, StringComparison.Ordinal);
        Assert.False(resolved.WasAsked, "A name was looked up.");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.0.170")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.251")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::7f00:1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    public async Task ListedName_ThatLeadsToAnAddressThatIsNotPublic_IsRefused(string address)
    {
        var resolved = new Resolved(IPAddress.Parse(address));

        foreach (var url in new[] { "https://api.example.com/", "http://api.example.com:8080/", "https://sub.example.org/" })
        {
            var seen = await Hosted.EvaluateAsync($"const r = await fetch('{url}'); return r.url;", resolved.Client(Options));

            Assert.EndsWith("lists the private networks that scripts can reach", seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NameThatLeadsElsewhereTheSecondTime_IsLookedUpOnceAndCheckedThere()
    {
        await using var server = new Upstream(_ => Upstream.Answer("inside"));
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("93.184.215.14")]);
        var url = $"http://rebound.example:{server.Port}";
        var client = new OutgoingClient(
            new FetchOptions { Allow = [url] }, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]));

        var seen = await Hosted.EvaluateAsync($"const r = await fetch('{url}'); return 'reached';", client);

        Assert.StartsWith("TypeError: rebound.example has no public address (found 127.0.0.1)", seen, StringComparison.Ordinal);
        Assert.Single(answers);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("http://127.0.0.1:PORT", "http://127.0.0.1:PORT/")]
    [InlineData("http://127.0.0.1:*", "http://127.1:PORT/")]
    [InlineData("http://localhost:PORT", "http://localhost:PORT/")]
    [InlineData("http://inside.example:PORT", "http://inside.example:PORT/", "127.0.0.0/8")]
    [InlineData("http://*.example:PORT", "http://inside.example:PORT/", "127.0.0.1")]
    public async Task PrivateAddress_ThatIsListed_IsReached(string allowed, string url, string? network = null)
    {
        await using var server = new Upstream(_ => Upstream.Answer("inside"));
        var options = new FetchOptions { Allow = [Port(allowed)], Networks = network is null ? [] : [network] };
        var client = new OutgoingClient(options, TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        Assert.Equal("inside", await Hosted.EvaluateAsync($"return (await fetch('{Port(url)}')).text();", client));

        string Port(string text) => text.Replace("PORT", $"{server.Port}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://localhost", "127.0.0.1", true)]
    [InlineData("https://localhost", "10.0.0.1", false)]
    [InlineData("https://10.0.0.1", "10.0.0.1", true)]
    [InlineData("https://[fd00::1]", "fd00::1", true)]
    [InlineData("https://*.example.com", "127.0.0.1", false)]
    public void Entry_WithAPrivateAddress_AllowsThatOneOnly(string entry, string address, bool isAllowed) =>
        Assert.Equal(isAllowed, FetchTarget.Parse(entry)!.AllowsPrivate(IPAddress.Parse(address)));

    [Theory]
    [InlineData("*")]
    [InlineData("api.example.com")]
    [InlineData("ws://api.example.com")]
    [InlineData("https://api.example.com/")]
    [InlineData("https://api.example.com/v1")]
    [InlineData("https://user@api.example.com")]
    [InlineData("https://api.example.com:0")]
    [InlineData("https://api.example.com:65536")]
    [InlineData("https://b\u00fccher.example")]
    [InlineData("https://0x7f.1")]
    [InlineData("https://127.1")]
    [InlineData("https://[::01]")]
    [InlineData("https://a.*.example.com")]
    public void Entry_ThatIsNone_IsAnErrorOfTheSettings(string entry)
    {
        var error = Assert.Single(FetchRules.Check(new FetchOptions { Allow = [entry] }));

        Assert.Equal("fetch.allow[0]", error.Key);
    }

    /// <summary>A resolver that knows one address, and whether it was asked.</summary>
    private sealed class Resolved(IPAddress address)
    {
        public bool WasAsked { get; private set; }

        public OutgoingClient Client(FetchOptions options) => new(options, TimeProvider.System, (_, _) =>
        {
            WasAsked = true;
            return Task.FromResult<IPAddress[]>([address]);
        });

    }
}
