using System.CommandLine;
using System.Globalization;
using ScriptWs.Cli.Certificates;

namespace ScriptWs.Cli;

/// <summary><c>scriptws cert</c>: makes a certificate for tests.</summary>
internal static class CertCommand
{
    private const string Reference = """
        Writes server.pem, the certificate, and server.key, its private key, which only you may read. It
        is self-signed: clients must be configured to trust it, so it suits tests and
        your own machines. It always covers localhost, 127.0.0.1 and ::1. A running server loads
        changed files immediately, and connections stay open (tls.watch).

        Examples:
          scriptws cert
          scriptws cert certs example.test '*.example.test' 192.168.1.20
          scriptws cert certs --force

        Exit codes:
          0  written
          1  not written
          2  invalid command line, or a file exists already
        """;

    public static Command Create(Streams streams)
    {
        var directory = new Argument<string>("DIRECTORY")
        {
            Description = "The directory to write to. Created if it does not exist. [default: certs]",
            HelpName = "DIRECTORY",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var names = new Argument<string[]>("NAME") { Description = "Additional host names and IP addresses of the certificate.", HelpName = "NAME", Arity = new ArgumentArity(0, 100) };
        var force = new Option<bool>("--force") { Description = "Replace existing files." };
        var command = new ReferenceCommand("cert", "Create a TLS certificate for tests.", Reference) { directory, names, force };
        command.SetAction(result => Make(result.GetValue(directory) ?? "certs", result.GetValue(names) ?? [], result.GetValue(force), streams.Out));
        return command;
    }

    private static int Make(string directory, string[] names, bool replace, TextWriter output)
    {
        var certificate = SelfSignedCertificate.Create(names, TimeProvider.System.GetUtcNow());
        var files = CertificateFiles.In(directory);
        files.Write(certificate, replace);

        var expires = certificate.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var all = SelfSignedCertificate.OwnNames.Concat(names).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        output.WriteLine($"""
            wrote {files.Certificate}
            wrote {files.Key}{(OperatingSystem.IsWindows() ? "; keep it to yourself" : ", readable by you only")}

            The certificate is for {string.Join(", ", all[..^1])} and {all[^1]}, until {expires}.
            In server.json, relative to its folder:
              "listen": [{"{"} "port": 8443, "tls": true {"}"}],
              "tls": {"{"} "certificate": "{Json(files.Certificate)}", "key": "{Json(files.Key)}" {"}"}
            Or without one:
              scriptws run --script FILE --listen wss://127.0.0.1:8443 --tls:certificate {files.Certificate} --tls:key {files.Key}

            No client trusts it yet. For one client at a time:
              scriptws connect wss://localhost:8443/ --ca {files.Certificate}
              curl --cacert {files.Certificate} …
              NODE_EXTRA_CA_CERTS={files.Certificate} node …
            All programs of this machine that use its list of authorities:
              {Trusting(files.Certificate)}
            Browsers may have a list of their own: open https://localhost:8443/ once and accept it.
            """);
        return ExitCode.Fine;
    }

    private static string Trusting(string certificate)
    {
        if (OperatingSystem.IsWindows()) return $"certutil -addstore -user Root {certificate}";
        return OperatingSystem.IsMacOS()
            ? $"security add-trusted-cert -r trustRoot -k ~/Library/Keychains/login.keychain-db {certificate}"
            : $"sudo cp {certificate} /usr/local/share/ca-certificates/scriptws.crt && sudo update-ca-certificates\n  sudo trust anchor {certificate}     where there is no update-ca-certificates";
    }

    private static string Json(string path) => path.Replace('\\', '/');
}
