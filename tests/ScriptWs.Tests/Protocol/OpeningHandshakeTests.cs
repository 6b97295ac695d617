using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class OpeningHandshakeTests
{
    [Fact]
    public void Accept_OfTheExampleKey_IsTheExampleOfTheRfc() =>
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketKey.Accept(Requests.Key));

    [Theory]
    [InlineData("Upgrade: WebSocket")]
    [InlineData("Upgrade: h2c, websocket")]
    [InlineData("Connection: keep-alive, Upgrade")]
    [InlineData("Connection: UPGRADE")]
    [InlineData("Content-Length: 0")]
    [InlineData("X-Anything: goes")]
    public void Handshake_WithAllowedVariation_IsAccepted(string line) => Assert.Equal(101, Requests.Status(Requests.Upgrade(line)));

    [Fact]
    public void PlainRequest_IsToldToUpgrade()
    {
        var handshake = OpeningHandshake.Read(Requests.Head("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), out var refusal);

        Assert.Null(handshake);
        Assert.Same(HttpRefusals.NotAWebSocket, refusal);
    }

    [Fact]
    public void Subprotocols_FromSeveralFields_KeepTheClientsOrder()
    {
        var handshake = Read(Requests.Upgrade("Sec-WebSocket-Protocol: b, a").Replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: c\r\n\r\n", StringComparison.Ordinal));

        Assert.Equal(["b", "a", "c"], handshake.Subprotocols);
        Assert.Equal("a", OpeningHandshake.ChooseSubprotocol(handshake.Subprotocols, ["c", "a"]));
        Assert.Null(OpeningHandshake.ChooseSubprotocol(handshake.Subprotocols, ["d"]));
    }

    [Fact]
    public void Extensions_AreTakenApart()
    {
        var handshake = Read(Requests.Upgrade("Sec-WebSocket-Extensions: a; x; y=1; z=\"t\\o\" , , b"));

        Assert.Equal(["a", "b"], handshake.Extensions.Select(e => e.Name));
        Assert.Equal([new("x", null), new("y", "1"), new("z", "to")], handshake.Extensions[0].Parameters);
    }

    [Fact]
    public void Response_IsTheOneOfTheRfc()
    {
        var response = HandshakeResponse.ToBytes(Requests.Key, "chat", "permessage-deflate", [new("X-A", "b")]);

        Assert.Equal(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: chat\r\n" +
            "Sec-WebSocket-Extensions: permessage-deflate\r\nX-A: b\r\n\r\n",
            Encoding.Latin1.GetString(response));
    }

    [Fact]
    public void Response_WithoutChoices_HasNoFieldsForThem() =>
        Assert.Equal(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
            Encoding.Latin1.GetString(HandshakeResponse.ToBytes(Requests.Key)));

    [Fact]
    public void Extensions_FromSeveralFields_AreOneList()
    {
        var handshake = Read(Requests.Upgrade("Sec-WebSocket-Extensions: a").Replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: b; c\r\n\r\n", StringComparison.Ordinal));

        Assert.Equal(["a", "b"], handshake.Extensions.Select(e => e.Name));
    }

    [Theory]
    [InlineData("X-A", "b\r\nSet-Cookie: c", "the value of the header field X-A has a character that HTTP forbids (RFC 9110 §5.5)")]
    [InlineData("X-A", "\0", "the value of the header field X-A has a character that HTTP forbids (RFC 9110 §5.5)")]
    [InlineData("X-A", "€", "the value of the header field X-A has a character that HTTP forbids (RFC 9110 §5.5)")]
    [InlineData("X A", "b", "a header field's name is not a token (RFC 9110 §5.1)")]
    [InlineData("", "b", "a header field's name is not a token (RFC 9110 §5.1)")]
    [InlineData("upgrade", "b", "the header field upgrade is written by the server itself")]
    [InlineData("Sec-WebSocket-Protocol", "b", "the header field Sec-WebSocket-Protocol is written by the server itself")]
    public void Response_WithAHeaderThatIsNotFit_IsNotWritten(string name, string value, string problem)
    {
        var error = Assert.Throws<ArgumentException>(() => HandshakeResponse.ToBytes(Requests.Key, headers: [new(name, value)]));

        Assert.Equal(problem, error.Message);
    }

    private static OpeningHandshake Read(string request)
    {
        var handshake = OpeningHandshake.Read(Requests.Head(request), out var refusal);
        Assert.Null(refusal);
        return Assert.IsType<OpeningHandshake>(handshake);
    }
}
