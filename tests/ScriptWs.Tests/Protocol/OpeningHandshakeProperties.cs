using System.Text;
using CsCheck;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

public sealed class OpeningHandshakeProperties
{
    private static readonly byte[] Valid = Encoding.ASCII.GetBytes(Requests.Upgrade(
        "Origin: http://example.com", "Sec-WebSocket-Protocol: a, b", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"));

    private static readonly Gen<byte[]> Request = Gen.Frequency(
        (1, Gen.Const(Valid)),
        (6, Gen.Select(Gen.Double[0, 0.999], Gen.OneOf(Gen.Byte, Gens.Among("\r\n\t :,;\"\0"u8.ToArray()))).Array[1, 4].Select(changes => Gens.Changed(Valid, changes))),
        (1, Gen.Byte.Array[0, 300]),
        (1, Gens.Among("\r\n :GET/HTP1.".ToCharArray()).Array[0, 60].Select(Encoding.ASCII.GetBytes)));

    [Fact]
    public void Head_InAnySplit_IsTheSame() =>
        Gen.Select(Request, Gen.Double[0, 1].Array[0, 8]).Sample(
            (bytes, cuts) => Assert.Equal(Outcome([bytes]), Outcome(Gens.Split(bytes, cuts))),
            iter: 5000);

    [Fact]
    public void Head_WithMoreBehindIt_IsTheSame() =>
        Request.Sample(
            bytes =>
            {
                var alone = Outcome([bytes]);
                if (alone.StartsWith("taken", StringComparison.Ordinal)) Assert.Equal(alone, Outcome([[.. bytes, .. "GET"u8]]));
            },
            iter: 1000);

    [Fact]
    public void Extensions_OfAnyText_AreReadOrRefused() =>
        Gen.OneOf(Gen.String[Gens.Among(" ,;=\"\\abpermessage-deflate".ToCharArray()), 0, 30], Gen.String[0, 30]).Sample(
            text =>
            {
                if (ExtensionHeaderParser.Parse(text) is { } offers) Assert.All(offers, o => Assert.True(HttpSyntax.IsToken(o.Name)));
            },
            iter: 5000);

    [Fact]
    public void ResponseHeaders_OfAnyText_NeverSplitTheResponse() =>
        Gen.Select(Gen.String[0, 6], Gen.String[0, 10]).Sample(
            (name, value) =>
            {
                if (ResponseHeader.Problem(name, value) is not null) return;

                var response = Encoding.Latin1.GetString(HandshakeResponse.ToBytes(Requests.Key, headers: [new(name, value)]));

                Assert.Equal(6, response.Split('\n').Length - 1);
                Assert.Equal(6, response.Split('\r').Length - 1);
            },
            iter: 2000);

    /// <summary>Everything that can be observed of reading a request, as text.</summary>
    private static string Outcome(byte[][] chunks)
    {
        using var reader = new RequestHeadReader();
        var taken = chunks.Sum(chunk => reader.Read(chunk));
        if (reader.Refusal is { } refusal) return $"{refusal.Status} {refusal.Body}";
        if (reader.Head is not { } head) return "waits";

        var handshake = OpeningHandshake.Read(head, out var second);
        return $"taken {taken} {head.Path} {string.Join('|', head.Headers)} {second?.Status} {second?.Body} {string.Join('|', handshake?.Subprotocols ?? [])}";
    }
}
