using System.Net;
using System.Runtime.InteropServices;
using CsCheck;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Syntax;
using ScriptWs.Tests.Protocol;

namespace ScriptWs.Tests.Syntax;

/// <summary>One strict reading of addresses, wherever a text is an address.</summary>
public sealed partial class AddressTextTests
{
    private static readonly Gen<string> Number = Gen.Frequency(
        (8, Gen.Int[0, 300].Select(number => $"{number}")),
        (4, Gens.Among("00", "01", "010", "0x7f", "0177", "1e1", "+1", "-1", " 1", "1 ", "", "255", "256", "٣", "4294967295")));

    private static readonly Gen<string> Group = Gen.Frequency((8, Gen.Int[0, 0xFFFF].Select(number => $"{number:x}")), (3, Gens.Among("", "0", "0000", "00000", "10000", "g", "FFFF", "0x1", "+1", " ")));

    private static readonly Gen<string> IPv4 = Number.Array[1, 5].Select(numbers => string.Join('.', numbers));

    private static readonly Gen<string> Text = Gen.OneOf(
        IPv4,
        Gen.Select(Group.Array[1, 9], Gen.Int[0, 9]).Select((groups, at) => string.Join(':', groups.Select((group, i) => i == at ? ":" : group))),
        Gen.Select(Group.Array[0, 7], IPv4).Select((groups, tail) => $"{string.Join(':', groups)}:{tail}"),
        Gen.Select(IPv4, Gens.Among("", ":80", "/8", "%1", "]", "\0", "\n")).Select((address, end) => address + end),
        Gens.Among(
            "::1", "::", "[::1]", "[::1]:80", "::1%lo", "::1/128", "::ffff:1.2.3.4", "::ffff:010.0.0.1", "::ffff:0x7f.1", "1::2::3", ":::", "2130706433", "127.1", "0x7f.1", "0x7f000001", "017700000001",
            "127.0.0.1.", ".127.0.0.1", "127..0.1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::", "::1 ", " ::1", "localhost", ""));

    /// <summary>The C library's <c>inet_pton</c> is as strict by its definition (RFC 3493 §6.3), and was written by others.</summary>
    [Fact]
    public void Address_OfAnyText_IsWhatTheStrictParserOfTheSystemReads()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "inet_pton of the C library");
        Text.Sample(text => Assert.Equal(OfSystem(text), AddressText.Parse(text)?.ToString()), iter: 20_000);
    }

    [Fact]
    public void Address_OfAnyText_IsReadTheSameEverywhere() => Text.Sample(
        text =>
        {
            var plain = AddressText.Parse(text) is { } address ? AddressRange.Plain(address) : null;

            if (!text.Contains('/')) Assert.Equal(plain is not null, AddressRange.Parse(text) is not null);
            if (plain is not null) Assert.True(AddressRange.Parse(text)!.Value.Contains(plain));
            if (!text.Contains('%')) Assert.Equal(plain, ListenAddress.Of(new ListenOptions { Address = text }) is { } listened && text is not ("localhost" or "*") ? AddressRange.Plain(listened) : null);
            Assert.Equal(plain, FromProxyLine(text));
            if (!text.Contains(',') && text.Trim() == text && AddressText.ParseWithPort(text) is { } withPort && plain is not null) Assert.Equal(plain, AddressRange.Plain(withPort));
            if (!text.StartsWith('[')) Assert.Equal(plain is not null && !text.Contains(':'), new HostRules(["other.example"]).IsOurs(text, null) && text is not "localhost");
        },
        iter: 5_000);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1:80", "192.0.2.1")]
    [InlineData("[2001:db8::1]:80", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("192.0.2.1:", null)]
    [InlineData("192.0.2.1:+80", null)]
    [InlineData("192.0.2.1:80 ", null)]
    [InlineData("192.0.2.1:65536", null)]
    [InlineData("010.0.0.1:80", null)]
    [InlineData("[192.0.2.1]:80", null)]
    [InlineData("[::1", null)]
    [InlineData("[::1]80", null)]
    [InlineData("[::1]]:80", null)]
    [InlineData("[[::1]]:80", null)]
    [InlineData("[::1%lo]:80", null)]
    [InlineData("unknown", null)]
    [InlineData("_hidden", null)]
    public void Address_BehindAProxy_MayHaveAPort(string text, string? expected) => Assert.Equal(expected, AddressText.ParseWithPort(text)?.ToString());

    [Theory]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.1.2.3", false)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    public void Range_WrittenAsIPv6_MeansTheClientsOfIPv4(string range, string client, bool expected) => Assert.Equal(expected, AddressRange.Parse(range)!.Value.Contains(IPAddress.Parse(client)));

    [Theory]
    [InlineData("10.0.0.0/08")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/255.0.0.0")]
    [InlineData("012.0.0.0/8")]
    [InlineData("10/8")]
    [InlineData("[::1]:80")]
    [InlineData("[::]/0")]
    [InlineData("::/129")]
    public void Range_InAnyOtherForm_IsRefused(string text) => Assert.Null(AddressRange.Parse(text));

    [Theory]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("::1%")]
    [InlineData("127.0.0.1%lo")]
    [InlineData("fe80::1%lo]:80")]
    public void Address_ToListenOn_IsRefusedInAnyOtherForm(string text) => Assert.Null(ListenAddress.Of(new ListenOptions { Address = text }));

    private static string? OfSystem(string text)
    {
        var bytes = new byte[16];
        if (text.Contains('\0')) return null;
        if (text.Contains(':')) return InetPton(10, text, bytes) == 1 ? new IPAddress(bytes).ToString() : null;
        return InetPton(2, text, bytes) == 1 ? new IPAddress(bytes.AsSpan(..4)).ToString() : null;
    }

    private static IPAddress? FromProxyLine(string text)
    {
        var family = text.Contains(':') ? "TCP6" : "TCP4";
        var reader = new ProxyHeaderReader();
        reader.Read(System.Text.Encoding.Latin1.GetBytes($"PROXY {family} {text} {(family == "TCP6" ? "::1" : "127.0.0.1")} 1 2\r\n"));
        return reader.IsMalformed ? null : reader.Client;
    }

    [LibraryImport("libc", EntryPoint = "inet_pton", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int InetPton(int family, string text, byte[] bytes);
}
