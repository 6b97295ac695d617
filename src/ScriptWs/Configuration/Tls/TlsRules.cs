using System.Net.Security;

namespace ScriptWs.Configuration;

/// <summary>What must hold in the section <c>tls</c>. What is in the files is looked at when they are read.</summary>
internal static class TlsRules
{
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        var tls = options.Tls;
        if (tls.MinimumVersion is not ("1.2" or "1.3"))
            yield return Error("tls.minimumVersion", $"must be \"1.2\" or \"1.3\" (found {SettingValue.Quote(tls.MinimumVersion)})");

        for (var i = 0; i < options.Listen.Count; i++)
        {
            if (options.Listen[i].Tls && tls.Certificate is null)
                yield return Error($"listen[{i}].tls", "needs a certificate; set tls.certificate (\"scriptws cert\" makes one for tests)");
        }

        for (var i = 0; i < tls.Certificates.Count; i++)
        {
            var (one, key) = (tls.Certificates[i], $"tls.certificates[{i}]");
            if (one.Certificate is null) yield return Error($"{key}.certificate", "is missing");
            if (one.Hosts.Count == 0) yield return Error($"{key}.hosts", "must name at least one host");
            if (one.Hosts.FirstOrDefault(host => !IsHost(host)) is { } wrong)
                yield return Error(
                    $"{key}.hosts", $"must be host names, as in example.com or *.example.com (found {SettingValue.Quote(wrong)})");
        }

        if (tls.Certificates.Count > 0 && tls.Certificate is null)
            yield return Error("tls.certificate", "is missing; it is for clients that ask for none of the hosts of tls.certificates");
        if (tls.CipherSuites.FirstOrDefault(name => !Enum.TryParse<TlsCipherSuite>(name, out _)) is { } unknown)
            yield return Error(
                "tls.cipherSuites", $"must be names of the IANA, as in TLS_AES_256_GCM_SHA384 (found {SettingValue.Quote(unknown)})");
        if (tls.CipherSuites.Count > 0 && OperatingSystem.IsWindows())
            yield return Error(
                "tls.cipherSuites", "cannot be chosen by a program on Windows; remove the setting and use the system's policy");
    }

    private static bool IsHost(string host)
    {
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        return name.Length > 0 && Uri.CheckHostName(name) == UriHostNameType.Dns;
    }

    private static ConfigurationError Error(string key, string problem) => new("", key, problem);
}
