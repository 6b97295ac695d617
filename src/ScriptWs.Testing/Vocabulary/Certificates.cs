using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>The certificates of a scenario. All but those of strangers are signed by one authority, the file "ca.pem".</summary>
internal sealed class Certificates(World world) : IDisposable
{
    private const string Authority = "ca.pem";
    private const string InDays = "in ", Days = " days", KeyOf = "that of ";

    private readonly TestCertificates _certificates = new();
    private readonly TestCertificates _strangers = new();
    private readonly Dictionary<string, X509Certificate2> _issued = [];

    /// <exception cref="StepFailedException">There is none.</exception>
    public X509Certificate2 this[string file] => _issued.GetValueOrDefault(file) ?? throw new StepFailedException($"There is no certificate \"{file}\"; a Given makes one.");

    /// <param name="file">Where it is written.</param>
    /// <param name="names">Whom it is for, separated by commas.</param>
    /// <param name="properties">What is special about it: <c>authority</c>, <c>expires</c>, <c>key</c>.</param>
    /// <exception cref="StepFailedException">There is no such property.</exception>
    public void Issue(string file, string names, IReadOnlyDictionary<string, string>? properties = null)
    {
        var (issuer, expires, key) = (_certificates, default(DateTimeOffset?), default(string));
        foreach (var (property, value) in properties ?? new Dictionary<string, string>())
        {
            switch (property, value)
            {
                case ("authority", "unknown"):
                    issuer = _strangers;
                    break;
                case ("expires", _) when DaysUntil(value) is { } days:
                    expires = world.Clock.GetUtcNow().AddDays(days);
                    break;
                case ("key", _) when value is "missing" || value.StartsWith(KeyOf, StringComparison.Ordinal):
                    key = value;
                    break;
                default:
                    throw new StepFailedException($"A certificate cannot have \"{property}: {value}\"; write authority: unknown, expires: yesterday (or in 10 days), key: missing (or that of other.pem).");
            }
        }

        Put(file, issuer.Issue(names.Split(',', StringSplitOptions.TrimEntries), expires), key);
    }

    public void Dispose()
    {
        foreach (var certificate in _issued.Values) certificate.Dispose();
        _certificates.Dispose();
        _strangers.Dispose();
    }

    private static int? DaysUntil(string when)
    {
        if (when == "yesterday") return -1;
        return when.StartsWith(InDays, StringComparison.Ordinal) && when.EndsWith(Days, StringComparison.Ordinal)
            && int.TryParse(when[InDays.Length..^Days.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
    }

    private void Put(string file, X509Certificate2 certificate, string? key)
    {
        world.NeedsOwnServer();
        _issued[file] = certificate;
        world.Setup.AddCertificate(file, key switch
        {
            null => TestCertificates.Pem(certificate),
            "missing" => certificate.ExportCertificatePem() + "\n",
            _ => $"{certificate.ExportCertificatePem()}\n{PrivateKey(this[key[KeyOf.Length..]])}\n",
        });
        world.Setup.AddCertificate(Authority, _certificates.Authority + "\n");
    }

    private static string PrivateKey(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }
}
