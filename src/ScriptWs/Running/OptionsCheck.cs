using ScriptWs.Configuration;
using ScriptWs.Endpoints;
using ScriptWs.HostModules;
using ScriptWs.Scripting;

namespace ScriptWs.Running;

/// <summary>Finds out what would keep options from being served, without serving them.</summary>
internal static class OptionsCheck
{
    /// <param name="options">The options.</param>
    /// <param name="runsScripts">Whether scripts that look fine are loaded too, as at a start.</param>
    /// <param name="warnings">What can be served but is hardly meant, a sentence each.</param>
    /// <returns>What is wrong, a sentence each.</returns>
    public static IReadOnlyList<string> Of(ScriptWsOptions options, bool runsScripts, out IReadOnlyList<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (asking, ofScripts) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var modules = new HostModuleTable();
        List<string> failures =
        [
            .. UsableAddresses.Check(options),
            .. ServedCertificates.Check(options),
            .. Plugins.Check(options, modules),
            .. StoragePlace.Check(options),
        ];
        var ofUnrun = UnrunScripts.Check(options, modules, asking, ofScripts);
        failures.AddRange(ofUnrun);
        if (runsScripts && ofUnrun.Count == 0) failures.AddRange(EndpointFactory.Check(options, asking, ofScripts, modules));
        warnings = [];
        if (failures.Count > 0) return failures;

        var unreachable = new UnreachableEndpoints(options, AuthenticationFiles.Of(options), asking.Contains);
        warnings = [.. unreachable.Describe(), .. ofScripts, .. UnsetSettings.Describe(options)];
        return failures;
    }
}
