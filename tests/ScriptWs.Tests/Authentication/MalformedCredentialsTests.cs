using System.Text;

namespace ScriptWs.Tests.Authentication;

/// <summary>A thousand credentials as nobody should send them: each is refused, and the server goes on.</summary>
public sealed class MalformedCredentialsTests
{
    private const int Count = 1000;

    [Fact]
    public async Task Credentials_Malformed_AreRefusedEveryOne()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.GuardedByTokens);
        var random = new Random(20261123);

        var wrong = new List<string>();
        for (var i = 0; i < Count; i++)
        {
            var (request, secret) = Request(random, i);
            if (secret.Length > 8) server.KeepSecret(secret);
            var status = Encoding.Latin1.GetString(await server.SendAsync(request)).Split(' ')[1];
            if (status is not ("400" or "401" or "404" or "431")) wrong.Add($"{i}: {status}");
        }

        Assert.Empty(wrong);
        Assert.Equal(0, server.Server.ConnectionCount);
        Assert.Equal("101 text \"hello alice (basic) admin\" close", await server.OpenAsync("/", GuardedServer.Basic("alice", GuardedServer.Password)));
    }

    private static (byte[] Request, string Secret) Request(Random random, int i)
    {
        var noise = Noise(random, random.Next(1, 40));
        var text = $"secret-{random.Next():x8}{random.Next():x8}";
        return (i % 24) switch
        {
            0 => (Header($"Basic {text}!"), text),
            1 => (Header($"Basic {GuardedServer.Base64(text)}"), text),
            2 => (Header($"Basic {GuardedServer.Base64($"alice\0:{text}")}"), text),
            3 => (Header($"Basic {GuardedServer.Base64($"{new string('a', 8192)}:{text}")}"), text),
            4 => (Header($"Basic {Convert.ToBase64String([.. noise, 0xFF, (byte)':', .. Encoding.ASCII.GetBytes(text)])}"), text),
            5 => (Header($"Basic {GuardedServer.Base64($"alice:{text}\r\nX-Evil: 1")}"), text),
            6 => (Path($"/sgc/auth/url/alice%/{text}"), text),
            7 => (Path($"/sgc/auth/url/../alice/{text}"), text),
            8 => (Path($"/sgc/auth/url/alice%2F..%2F{text}"), text),
            9 => (Path($"/sgc/auth/url/%00/{text}"), text),
            10 => (Path($"/sgc/auth/url/alice/{text}%0d%0aSet-Cookie:%20a=b"), text),
            11 => (Path($"/sgc/auth/session/{text}%FF"), text),
            12 => (Path($"/sgc/auth/session/{Convert.ToHexString(noise)}"), Convert.ToHexString(noise)),
            13 => (Header($"Bearer {text}"), text),
            14 => (Header($"Bearer {TokenForge.Hs256(secret: text + text)}"), text),
            15 => (Header($"Bearer {TokenForge.Encode("""{"alg":"none"}""")}.{TokenForge.Encode($$"""{"sub":"{{text}}"}""")}."), TokenForge.Encode($$"""{"sub":"{{text}}"}""")),
            16 => (Header($"Bearer {TokenForge.Encode("""{"alg":"HS256"}""")}.{text}.{Convert.ToHexString(noise)}"), text),
            17 => (Header($"Bearer {TokenForge.Hs256()[..^random.Next(1, 40)]}"), text),
            18 => (Header($"Bearer {text}{new string('A', random.Next(4000, 12_000))}"), text),
            19 => (Upgrade("/", $"Sec-WebSocket-Protocol: bearer, {text}!\r\n"), text),
            20 => (Upgrade("/", $"Sec-WebSocket-Protocol: chat, bearer, {text}, bearer\r\nAuthorization: Bearer {text}\r\n"), text),
            21 => (Path($"/?access_token={text}%FF"), text),
            22 => (Upgrade("/", $"X-Api-Key: {text}{Encoding.Latin1.GetString(noise)}\r\n"), text),
            _ => (Header($"{Encoding.Latin1.GetString(noise)} {text}"), text),
        };
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Header(string value) => Upgrade("/", $"Authorization: {value}\r\n");

    private static byte[] Path(string path) => Upgrade(path, "");

    private static byte[] Upgrade(string path, string headers) => Encoding.Latin1.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: server\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n");
}
