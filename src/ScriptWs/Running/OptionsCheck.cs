using ScriptWs.Configuration;
using ScriptWs.Endpoints;

namespace ScriptWs.Running;

/// <summary>Finds out what would keep options from being served, and lets all of it go again.</summary>
internal static class OptionsCheck
{
    /// <returns>What is wrong, and what can be served and is hardly meant, a sentence each.</returns>
    public static (IReadOnlyList<string> Failures, IReadOnlyList<string> Warnings) Of(ScriptWsOptions options)
    {
        var asking = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<string> failures = [.. UsableAddresses.Check(options), .. RunningServer.CheckCertificates(options), .. EndpointFactory.Check(options, asking)];
        return (failures, failures.Count > 0 ? [] : [.. new UnreachableEndpoints(options, AuthenticationFiles.Of(options), asking.Contains).Describe()]);
    }
}
