using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ScriptWs.Configuration;

namespace ScriptWs.Certificates;

/// <summary>Reads a certificate with its private key and the chain above it: PEM files, or PFX.</summary>
internal static class CertificateFile
{
    /// <summary>The largest file that is read.</summary>
    private const long MaxSize = 1 << 20;

    /// <summary>The first byte of DER, which a PFX file is in.</summary>
    private const byte Sequence = 0x30;

    private static readonly string[] PrivateKeys = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", EncryptedKey];

    private const string EncryptedKey = "ENCRYPTED PRIVATE KEY";

    /// <summary>Reads the certificate that a server shows.</summary>
    /// <param name="setting">The key in server.json whose file it is, as in <c>tls.certificate</c>.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <param name="path">The file, as server.json names it.</param>
    /// <param name="keyPath">The file of the private key; <c>null</c> for the same one.</param>
    /// <param name="password">The key's, or the PFX file's.</param>
    /// <param name="now">A certificate must be valid at this time.</param>
    /// <returns>The certificate, with its private key, and those above it.</returns>
    /// <exception cref="CertificateException">It cannot be used.</exception>
    public static (X509Certificate2 Leaf, X509Certificate2Collection Chain) Read(
        string setting, string folder, string path, string? keyPath, string? password, DateTimeOffset now)
    {
        var bytes = ReadBytes(setting, folder, path);
        var (leaf, chain) = bytes.Length > 0 && bytes[0] == Sequence
            ? ReadPfx(setting, path, bytes, password)
            : ReadPem(setting, path, Text(bytes), keyPath, keyPath is null ? Text(bytes) : Text(ReadBytes(setting.Replace("certificate", "key", StringComparison.Ordinal), folder, keyPath)), password);
        if (now > leaf.NotAfter) throw new CertificateException($"{setting}: {path}: the certificate of {NameOf(leaf)} expired on {leaf.NotAfter.ToUniversalTime():yyyy-MM-dd}.");
        if (now < leaf.NotBefore) throw new CertificateException($"{setting}: {path}: the certificate of {NameOf(leaf)} is not valid before {leaf.NotBefore.ToUniversalTime():yyyy-MM-dd}.");
        return (leaf, chain);
    }

    /// <summary>Reads certificates without keys, which others must lead to.</summary>
    /// <exception cref="CertificateException">There are none.</exception>
    public static X509Certificate2Collection ReadRoots(string setting, string folder, string path) => ReadCertificates(setting, path, Text(ReadBytes(setting, folder, path)));

    /// <summary>The name that people know a certificate by.</summary>
    public static string NameOf(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } name ? name : certificate.Subject;

    private static byte[] ReadBytes(string setting, string folder, string path)
    {
        try
        {
            var file = Path.Combine(folder, path);
            var length = SourceFiles.LengthOf(file);
            if (length < 0) throw new CertificateException($"{setting}: {path}: there is no such file.");
            if (length > MaxSize) throw new CertificateException($"{setting}: {path}: the file is larger than {MaxSize >> 20} MiB; it is no certificate.");
            return SourceFiles.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException($"{setting}: {path}: the file cannot be read by this user.", e);
        }
    }

    private static (X509Certificate2, X509Certificate2Collection) ReadPfx(string setting, string path, byte[] bytes, string? password)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(bytes, password);
            var leaf = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
                ?? throw new CertificateException($"{setting}: {path}: the file holds no private key.");
            return (leaf, [.. all.Where(certificate => certificate != leaf)]);
        }
        catch (CryptographicException e)
        {
            throw new CertificateException($"{setting}: {path}: the password is {(password is null ? "missing" : "wrong")}, or it is no PFX file.", e);
        }
    }

    private static (X509Certificate2, X509Certificate2Collection) ReadPem(string setting, string path, string text, string? keyPath, string keyText, string? password)
    {
        var all = ReadCertificates(setting, path, text);
        var keyFile = keyPath ?? path;
        if (keyText.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            throw new CertificateException($"{setting}: {keyFile}: the key is encrypted in a way that is not supported; \"openssl pkcs8 -topk8 -in {keyFile}\" converts it.");
        if (LabelOfKey(keyText) is not { } label)
            throw new CertificateException($"{setting}: {keyFile}: the file holds no private key (BEGIN PRIVATE KEY){(keyPath is null ? "; name the key's file by \"key\"" : "")}.");
        if (label == EncryptedKey && password is null)
            throw new CertificateException($"{setting}: {keyFile}: the key is encrypted; its password is missing.");

        try
        {
            using var read = label == EncryptedKey ? X509Certificate2.CreateFromEncryptedPem(text, keyText, password) : X509Certificate2.CreateFromPem(text, keyText);
            // Windows cannot use a key that was never in a store: it takes it from a PFX.
            var leaf = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
            return (leaf, [.. all.Where(certificate => !certificate.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span))]);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CertificateException($"{setting}: {keyFile}: {ProblemOf(label, keyText, password, all[0])}.", e);
        }
    }

    /// <summary>The system does not tell a wrong password from a key of another certificate; trying again does.</summary>
    private static string ProblemOf(string label, string keyText, string? password, X509Certificate2 first)
    {
        try
        {
            if (first.GetRSAPublicKey() is not null) Import(RSA.Create());
            else if (first.GetECDsaPublicKey() is not null) Import(ECDsa.Create());
            return $"the key does not belong to the certificate of {NameOf(first)}, which comes first in its file";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return label == EncryptedKey ? "the password is wrong, or the key is of another kind than the certificate" : "the key cannot be read, or is of another kind than the certificate";
        }

        void Import(AsymmetricAlgorithm algorithm)
        {
            using (algorithm)
            {
                if (label == EncryptedKey) algorithm.ImportFromEncryptedPem(keyText, password);
                else algorithm.ImportFromPem(keyText);
            }
        }
    }

    private static X509Certificate2Collection ReadCertificates(string setting, string path, string text)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(text);
        }
        catch (CryptographicException e)
        {
            throw new CertificateException($"{setting}: {path}: a certificate in it cannot be read.", e);
        }

        return all.Count > 0 ? all : throw new CertificateException($"{setting}: {path}: the file holds no certificate (BEGIN CERTIFICATE, or PFX).");
    }

    private static string? LabelOfKey(ReadOnlySpan<char> text)
    {
        while (PemEncoding.TryFind(text, out var fields))
        {
            var label = text[fields.Label].ToString();
            if (PrivateKeys.Contains(label)) return label;
            text = text[fields.Location.End..];
        }

        return null;
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
