using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Client;

/// <summary>permessage-deflate from the client's end (RFC 7692 §5.1, §7.1).</summary>
public sealed class DeflateOfferTests
{
    /// <summary>What the client allows to each side, and what the server does.</summary>
    public static TheoryData<bool, bool, bool> Shapes => new()
    {
        { true, true, true }, { true, true, false }, { false, true, true },
        { true, false, true }, { false, false, true }, { false, false, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Offer_NegotiatedByTheServer_MeansTheSameToBoth(bool serverContext, bool clientContext, bool takeover)
    {
        var offer = new DeflateOffer(serverContext, clientContext);
        var server = PermessageDeflate.Negotiate(ExtensionHeaderParser.Parse(offer.Header)!, takeover)!;

        var client = offer.Agree(server.ResponseHeader)!;

        var expected = (serverContext && takeover, clientContext && takeover);
        Assert.Equal(expected, (server.ServerContextTakeover, server.ClientContextTakeover));
        Assert.Equal(expected, (client.ServerContextTakeover, client.ClientContextTakeover));
    }

    [Theory]
    [InlineData("permessage-deflate; server_max_window_bits=9")]
    [InlineData("permessage-deflate; server_no_context_takeover; client_no_context_takeover")]
    public void Answer_ThatTheRfcAllows_IsAgreedOn(string answer) => Assert.NotNull(new DeflateOffer().Agree(answer));

    [Theory]
    [InlineData("x-webkit-deflate-frame")]
    [InlineData("permessage-deflate, permessage-deflate")]
    [InlineData("permessage-deflate; client_max_window_bits=15")]
    [InlineData("permessage-deflate; server_max_window_bits")]
    [InlineData("permessage-deflate; server_max_window_bits=16")]
    [InlineData("permessage-deflate; server_no_context_takeover=1")]
    [InlineData("permessage-deflate; server_no_context_takeover; server_no_context_takeover")]
    [InlineData("permessage-deflate; mode=fast")]
    [InlineData("permessage-deflate;")]
    [InlineData("")]
    public void Answer_ThatTheOfferDoesNotAllow_IsRefused(string answer) => Assert.Null(new DeflateOffer().Agree(answer));

    [Fact]
    public void Answer_ThatKeepsTheContextTheOfferForbids_IsRefused() =>
        Assert.Null(new DeflateOffer(ServerContextTakeover: false).Agree("permessage-deflate"));
}
