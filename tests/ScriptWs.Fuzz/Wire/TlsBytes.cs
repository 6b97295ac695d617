using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Fuzz.Wire;

/// <summary>TLS as far as bytes can be it without a key: records, right and wrong.</summary>
internal static class TlsBytes
{
    private static readonly byte[] Types = [20, 21, 22, 22, 22, 23, 24, 255];

    /// <summary>Records whose headers are mostly right: handshakes, alerts, data, of lengths that may be too large.</summary>
    public static byte[] Records(Random random)
    {
        var bytes = new List<byte>();
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            var body = new byte[random.Next(6) == 0 ? random.Next(17_000) : random.Next(300)];
            random.NextBytes(body);
            if (body.Length > 4) (body[0], body[1], body[2], body[3]) = ((byte)random.Next(1, 17), 0, (byte)((body.Length - 4) >> 8), (byte)(body.Length - 4));
            var length = random.Next(8) == 0 ? random.Next(65_536) : body.Length;
            bytes.AddRange([Types[random.Next(Types.Length)], 3, (byte)random.Next(5), (byte)(length >> 8), (byte)length, .. body]);
        }

        return [.. bytes];
    }

    /// <summary>How much of an input a proxy says before TLS begins; 0 when what follows is to meet TLS as it is.</summary>
    public static int PreambleLength(ReadOnlySpan<byte> input)
    {
        if (input.StartsWith("PROXY TCP4 192"u8) && input.IndexOf("\r\n"u8) is var end and > 0) return end + 2;
        return 0;
    }

    public static async Task WriteCertificateAsync(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        await File.WriteAllTextAsync(Path.Combine(folder, "server.pem"), certificate.ExportCertificatePem()).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem()).ConfigureAwait(false);
    }
}
