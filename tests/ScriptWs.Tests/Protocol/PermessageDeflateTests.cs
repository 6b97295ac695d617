using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class PermessageDeflateTests
{
    [Theory]
    [InlineData("permessage-deflate", "permessage-deflate")]
    [InlineData("permessage-deflate; client_max_window_bits", "permessage-deflate")]
    [InlineData("permessage-deflate; client_max_window_bits=8", "permessage-deflate; client_max_window_bits=8")]
    [InlineData("permessage-deflate; client_max_window_bits=\"15\"", "permessage-deflate; client_max_window_bits=15")]
    [InlineData("permessage-deflate; server_max_window_bits=9; client_max_window_bits=10", "permessage-deflate; server_max_window_bits=9; client_max_window_bits=10")]
    [InlineData("permessage-deflate; server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15")]
    [InlineData("permessage-deflate; server_no_context_takeover", "permessage-deflate; server_no_context_takeover")]
    [InlineData("permessage-deflate; client_no_context_takeover", "permessage-deflate; client_no_context_takeover")]
    [InlineData("x-other, permessage-deflate", "permessage-deflate")]
    [InlineData("permessage-deflate; server_max_window_bits=8", "permessage-deflate; server_max_window_bits=8")]
    [InlineData("permessage-deflate; server_max_window_bits=16, permessage-deflate", "permessage-deflate")]
    public void Offer_ThatCanBeHonoured_IsAccepted(string header, string response) =>
        Assert.Equal(response, Negotiate(header)?.ResponseHeader);

    [Theory]
    [InlineData("x-other")]
    [InlineData("permessage-deflate; server_max_window_bits")]
    [InlineData("permessage-deflate; server_max_window_bits=16")]
    [InlineData("permessage-deflate; server_max_window_bits=7")]
    [InlineData("permessage-deflate; server_max_window_bits=9; server_max_window_bits=9")]
    [InlineData("permessage-deflate; client_max_window_bits=7")]
    [InlineData("permessage-deflate; client_max_window_bits=16")]
    [InlineData("permessage-deflate; client_max_window_bits=09")]
    [InlineData("permessage-deflate; client_max_window_bits=+9")]
    [InlineData("permessage-deflate; client_max_window_bits=x")]
    [InlineData("permessage-deflate; server_no_context_takeover=1")]
    [InlineData("permessage-deflate; client_no_context_takeover=true")]
    [InlineData("permessage-deflate; client_no_context_takeover; client_no_context_takeover")]
    [InlineData("permessage-deflate; unknown")]
    public void Offer_ThatCannotBeHonoured_IsDeclined(string header) => Assert.Null(Negotiate(header));

    [Fact]
    public void Negotiate_WithoutContextTakeover_SaysSoForBothDirections() =>
        Assert.Equal(
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
            Negotiate("permessage-deflate", contextTakeover: false)?.ResponseHeader);

    [Theory]
    [InlineData("permessage-deflate", false)]
    [InlineData("permessage-deflate; server_no_context_takeover", true)]
    [InlineData("permessage-deflate; server_no_context_takeover; server_max_window_bits=15", true)]
    [InlineData("permessage-deflate; server_no_context_takeover; server_max_window_bits=9", false)]
    public void SharedMessages_AreTakenOnlyWithoutContextAndWithTheWholeWindow(string header, bool taken) =>
        Assert.Equal(taken, Negotiate(header)?.TakesSharedMessages);

    private static PermessageDeflate? Negotiate(string header, bool contextTakeover = true) =>
        PermessageDeflate.Negotiate(ExtensionHeaderParser.Parse(header)!, contextTakeover);
}
