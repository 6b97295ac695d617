using System.Text;
using CsCheck;
using ScriptWs.Client;
using ScriptWs.Protocol;
using ScriptWs.Tests.Protocol;

namespace ScriptWs.Tests.Client;

/// <summary>A client's opening handshake against the server's reader of it, and answers right and wrong.</summary>
public sealed class OpeningRequestTests
{
    private static readonly Uri Address = new("ws://example.com:8080/chat?room=1");

    [Fact]
    public void Request_WithEverything_IsReadByTheServer()
    {
        var request = new OpeningRequest(Address)
        {
            Subprotocols = ["chat", "log"],
            Extensions = new DeflateOffer().Header,
            Headers = [new("Cookie", "id=1"), new("origin", "https://example.com")],
        };

        var read = OpeningHandshake.Read(Requests.Head(request.ToString()), out var refusal);

        Assert.Null(refusal);
        Assert.Equal(request.Key, read!.Key);
        Assert.Equal(["chat", "log"], read.Subprotocols);
        Assert.Equal("permessage-deflate", Assert.Single(read.Extensions).Name);
        Assert.Equal("/chat?room=1", $"{read.Head.Path}?{read.Head.Query}");
        Assert.Equal(("example.com:8080", "id=1"), (read.Head.Header("host"), read.Head.Header("cookie")));
    }

    [Fact]
    public void Request_WithFieldsReplacedAndOmitted_HoldsThoseOnly()
    {
        var request = new OpeningRequest(Address) { Headers = [new("host", "other.example")], Omitted = ["sec-websocket-version"] };

        var text = request.ToString();

        Assert.DoesNotContain("example.com", text, StringComparison.Ordinal);
        Assert.Contains("\r\nhost: other.example\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Version", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_OfTwoRequests_Differ() => Assert.NotEqual(new OpeningRequest(Address).Key, new OpeningRequest(Address).Key);

    [Theory]
    [InlineData("", "None")]
    [InlineData("Upgrade: h2c", "NotUpgraded")]
    [InlineData("Connection: close", "NotUpgraded")]
    [InlineData("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "WrongAccept")]
    [InlineData("Sec-WebSocket-Extensions: permessage-deflate", "ForeignExtension")]
    [InlineData("Sec-WebSocket-Protocol: log", "ForeignSubprotocol")]
    [InlineData("Sec-WebSocket-Protocol: CHAT", "ForeignSubprotocol")]
    public void Answer_WithOneField_IsAcceptedOrNot(string field, string expected)
    {
        var request = new OpeningRequest(Address) { Subprotocols = ["chat"] };
        var answer = new Dictionary<string, string>
        {
            ["upgrade"] = "WebSocket",
            ["connection"] = "keep-alive, Upgrade",
            ["sec-websocket-accept"] = WebSocketKey.Accept(request.Key),
        };
        if (field.Split(": ") is [var name, var value]) answer[name.ToLowerInvariant()] = value;

        var fault = request.Check(new ResponseHead("HTTP/1.1 101 Switching Protocols", answer));

        Assert.Equal(expected, $"{fault}");
    }

    [Fact]
    public void Answer_OfTheServer_IsAcceptedInAnySplit() =>
        Gen.Double[0, 1].Array[0, 8].Sample(cuts =>
        {
            var request = new OpeningRequest(Address) { Subprotocols = ["chat"], Extensions = new DeflateOffer().Header };
            KeyValuePair<string, string>[] cookies = [new("Set-Cookie", "a=1"), new("set-cookie", "b=2")];
            byte[] bytes = [.. HandshakeResponse.ToBytes(request.Key, "chat", "permessage-deflate", cookies), 0x81, 0x00];
            using var reader = new ResponseHeadReader();
            var rest = new List<byte>();

            foreach (var chunk in Gens.Split(bytes, cuts))
            {
                ReadOnlySpan<byte> piece = chunk;
                reader.TryRead(ref piece);
                rest.AddRange(piece);
            }

            Assert.Equal(OpeningFault.None, request.Check(reader.Head!));
            Assert.Equal("a=1, b=2", reader.Head!.Header("Set-Cookie"));
            Assert.Equal([0x81, 0x00], rest);
        });

    [Fact]
    public void Head_LargerThanTheLimit_IsRefused()
    {
        using var reader = new ResponseHeadReader();
        var bytes = Encoding.ASCII.GetBytes($"HTTP/1.1 101 X\r\nX: {new string('x', ResponseHeadReader.MaxSize)}");

        var failure = Assert.Throws<InvalidDataException>(() =>
        {
            ReadOnlySpan<byte> rest = bytes;
            reader.TryRead(ref rest);
        });

        Assert.Equal("the head of the answer is larger than 64 KiB", failure.Message);
    }

    [Fact]
    public void Head_WithMoreFieldsThanTheLimit_IsRefused()
    {
        using var reader = new ResponseHeadReader();
        var fields = string.Concat(Enumerable.Repeat("a:b\r\n", ResponseHeadReader.MaxFields + 1));
        var bytes = Encoding.ASCII.GetBytes("HTTP/1.1 101 X\r\n" + fields);

        Assert.Throws<InvalidDataException>(() =>
        {
            ReadOnlySpan<byte> rest = bytes;
            reader.TryRead(ref rest);
        });
    }

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols", 101)]
    [InlineData("HTTP/1.1 404", 404)]
    [InlineData("SSH-2.0-OpenSSH", 0)]
    [InlineData("HTTP/1.1 10x Y", 0)]
    public void StatusLine_Always_HasAStatusOrNone(string line, int status) =>
        Assert.Equal(status, new ResponseHead(line, new Dictionary<string, string>()).Status);
}
