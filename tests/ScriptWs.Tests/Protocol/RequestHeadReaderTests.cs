using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class RequestHeadReaderTests
{
    [Fact]
    public void Head_OfAnUpgrade_IsTakenApart()
    {
        var head = Requests.Head(Requests.Upgrade("Origin: http://example.com"));

        Assert.Equal(("GET", "/chat", "room=1", 1), (head.Method, head.Path, head.Query, head.MinorVersion));
        Assert.Equal("http://example.com", head.Header("origin"));
        Assert.True(head.WantsWebSocket);
    }

    [Fact]
    public void Head_WithoutUpgrade_IsPlainHttp() =>
        Assert.False(Requests.Head("GET / HTTP/1.1\r\nHost: a\r\n\r\n").WantsWebSocket);

    [Fact]
    public void Head_SplitByByte_IsTheSame()
    {
        using var reader = new RequestHeadReader();
        var bytes = Encoding.ASCII.GetBytes(Requests.Upgrade());

        foreach (var b in bytes) Assert.Equal(1, reader.Read([b]));

        Assert.Equal("/chat", reader.Head?.Path);
        Assert.Equal(bytes, reader.Bytes);
    }

    [Fact]
    public void Bytes_AfterTheHead_AreNotTaken()
    {
        using var reader = new RequestHeadReader();
        var head = Encoding.ASCII.GetBytes(Requests.Upgrade());

        var taken = reader.Read([.. head, 0x81, 0x80]);

        Assert.Equal(head.Length, taken);
        Assert.Equal(0, reader.Read([1]));
    }

    [Fact]
    public void Head_AfterAnEmptyLine_IsRead() => Assert.Equal("/", Requests.Head("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").Path);

    [Fact]
    public void Head_OfExactlyTheLimit_IsRead() =>
        Assert.Equal(101, Requests.Status(Requests.Upgrade(Padding(HeadLimits.MaxSize))));

    [Fact]
    public void Head_OverTheLimit_IsRefused() =>
        Assert.Equal(431, Requests.Status(Requests.Upgrade(Padding(HeadLimits.MaxSize + 1))));

    [Fact]
    public void Head_WithoutAnEnd_IsRefusedAtTheLimit() =>
        Assert.Equal(414, Requests.Status("GET /" + new string('a', HeadLimits.MaxSize)));

    [Fact]
    public void Fields_OverTheLimit_AreRefused()
    {
        var fields = string.Concat(Enumerable.Range(0, HeadLimits.MaxFields).Select(i => $"A{i}: b\r\n"));

        Assert.Equal(431, Requests.Status($"GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n"));
    }

    [Fact]
    public void RepeatedFields_AreJoined()
    {
        var head = Requests.Head("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\nx:2 \r\nCookie: a=1\r\nCookie: b=2\r\n\r\n");

        Assert.Equal("1, 2", head.Header("x"));
        Assert.Equal("a=1; b=2", head.Header("cookie"));
    }

    [Theory]
    [InlineData("/", "/", "")]
    [InlineData("/a/b?", "/a/b", "")]
    [InlineData("/a?b?c", "/a", "b?c")]
    [InlineData("/%41?%zz", "/%41", "%zz")]
    [InlineData("http://example.com", "/", "")]
    [InlineData("http://example.com/a?b", "/a", "b")]
    [InlineData("HTTPS://EXAMPLE.com?b", "/", "b")]
    public void Target_ThatIsAPath_IsTakenApart(string target, string path, string query)
    {
        var head = Requests.Head($"GET {target} HTTP/1.1\r\nHost: example.com\r\n\r\n");

        Assert.Equal((path, query), (head.Path, head.Query));
    }

    [Fact]
    public void TlsHello_OnAPlainPort_IsRefusedAtOnce()
    {
        using var reader = new RequestHeadReader();

        reader.Read([0x16]);

        Assert.Equal(400, reader.Refusal?.Status);
    }

    private static string Padding(int total) => "X: " + new string('x', total - Requests.Upgrade("X: ").Length);
}
