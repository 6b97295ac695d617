using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class HttpRefusalTests
{
    [Fact]
    public void Refusal_OfAVersion_NamesTheOneWeSpeak() =>
        Assert.Equal(
            "HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 73\r\nContent-Type: text/plain; charset=utf-8\r\n" +
            "Sec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n\r\n" +
            "This server speaks version 13 of the WebSocket protocol (RFC 6455 §4.4).",
            Encoding.UTF8.GetString(HttpRefusals.UnsupportedVersion.ToBytes()));

    [Fact]
    public void RetryAfter_IsInWholeSecondsRoundedUp() =>
        Assert.Equal(new("Retry-After", "2"), Assert.Single(HttpRefusals.ServerIsFull(TimeSpan.FromSeconds(1.2)).Headers!));

    [Fact]
    public void Unauthorized_CarriesTheChallenge() =>
        Assert.Equal(new("WWW-Authenticate", "Basic realm=\"x\""), Assert.Single(HttpRefusals.Unauthorized(["Basic realm=\"x\""]).Headers!));

    [Fact]
    public void ScriptRefusal_WithAContentType_KeepsIt() =>
        Assert.Equal(
            "HTTP/1.1 418 \r\nConnection: close\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}",
            Encoding.UTF8.GetString(HttpRefusals.FromScript(418, "{}", [new("Content-Type", "application/json")]).ToBytes()));

    [Theory]
    [InlineData(101)]
    [InlineData(204)]
    [InlineData(304)]
    [InlineData(600)]
    public void ScriptRefusal_WithAStatusThatCannotRefuse_IsAnError(int status)
    {
        var error = Assert.Throws<ArgumentException>(() => HttpRefusals.FromScript(status, null, null));

        Assert.Equal($"the status {status} cannot refuse a WebSocket; use one from 400 to 599, such as 403", error.Message);
    }
}
