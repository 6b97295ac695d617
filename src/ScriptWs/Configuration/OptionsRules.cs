using System.Buffers;
using System.Net;
using ScriptWs.TypeScript;

namespace ScriptWs.Configuration;

/// <summary>The rules between settings, which apply to a file and to C# code.</summary>
internal static class OptionsRules
{
    /// <summary>What a token of HTTP must not hold (RFC 9110 §5.6.2), and the space.</summary>
    private static readonly SearchValues<char> Separators = SearchValues.Create(" ,;\"()<>@:/[]?={}\\");

    /// <summary>Fewer seconds would take a busy machine for a dead process.</summary>
    private static readonly TimeSpan LeastLiveness = TimeSpan.FromSeconds(3);

    /// <returns>Errors without a source, their keys as in <c>endpoints[0].path</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        // The rules between settings require values that are there and in range.
        if (OptionsValues.Check(options) is { Count: > 0 } errors) return errors;

        return
        [
            .. CheckListen(options),
            .. CheckEndpoints(options),
            .. CheckHeartbeat(options.Heartbeat),
            .. CheckWatchdog(options.Watchdog),
            .. CheckSupervision(options.Supervision),
            .. TlsRules.Check(options),
            .. AuthenticationRules.Check(options),
            .. AdmissionRules.Check(options),
            .. HttpRules.Check(options),
            .. AdminRules.Check(options),
            .. FetchRules.Check(options.Fetch),
            .. ModuleRules.Check(options),
            .. ClusterRules.Check(options.Cluster),
            .. TopicOptionsRules.Check(options.Topics),
            .. StorageRules.Check(options),
        ];
    }

    /// <exception cref="ConfigurationException">The options contradict each other.</exception>
    public static void ThrowIfInvalid(this ScriptWsOptions options)
    {
        var errors = Check(options).ToArray();
        if (errors.Length > 0) throw new ConfigurationException(errors);
    }

    private static IEnumerable<ConfigurationError> CheckListen(ScriptWsOptions options)
    {
        if (options.IsHosted) yield break;
        if (options.Listen.Count == 0) yield return Error("listen", "must name at least one address, as in [ { \"port\": 8080 } ]");

        var seen = new HashSet<(IPAddress, int)>();
        for (var i = 0; i < options.Listen.Count; i++)
        {
            var listen = options.Listen[i];
            var address = ListenAddress.Of(listen);
            if (address is null)
                yield return Error(
                    $"listen[{i}].address", $"must be an IP address, \"localhost\" or \"*\" (found {SettingValue.Quote(listen.Address)})");
            else if (listen.Port != 0 && !seen.Add((address, listen.Port)))
                yield return Error($"listen[{i}]", $"is listed twice ({address} port {listen.Port}); remove one");
        }
    }

    private static IEnumerable<ConfigurationError> CheckEndpoints(ScriptWsOptions options)
    {
        if (options.Endpoints.Count == 0)
            yield return Error("endpoints", "must name at least one path, as in [ { \"path\": \"/\", \"script\": \"scripts/chat.js\" } ]");

        foreach (var error in EndpointPathRules.Check(options.Endpoints)) yield return error;
        for (var i = 0; i < options.Endpoints.Count; i++)
        {
            var endpoint = options.Endpoints[i];
            if (endpoint.Script is { } script && !SourceFiles.Exists(Path.Combine(options.BaseDirectory, script)))
                yield return Error(
                    $"endpoints[{i}].script",
                    $"names a file that is not there (found {SettingValue.Quote(script)}); paths are relative to the "
                        + "configuration's folder");
            else if (endpoint.Script is { } source && SourceLanguage.Problem(source) is { } problem)
                yield return Error($"endpoints[{i}].script", $"{problem} (found {SettingValue.Quote(source)})");

            if (endpoint.Subprotocols.FirstOrDefault(name => name.Length == 0 || name.AsSpan().ContainsAny(Separators)) is { } wrong)
                yield return Error(
                    $"endpoints[{i}].subprotocols", $"must be names without spaces and separators (found {SettingValue.Quote(wrong)})");
        }
    }

    private static IEnumerable<ConfigurationError> CheckHeartbeat(HeartbeatOptions heartbeat)
    {
        if (heartbeat.TcpKeepAlive.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return Error("heartbeat.tcpKeepAlive", $"must be whole seconds (found {SettingValue.Show(heartbeat.TcpKeepAlive)})");
    }

    private static IEnumerable<ConfigurationError> CheckWatchdog(WatchdogOptions watchdog)
    {
        if (watchdog is { Enabled: false, Monitor.Enabled: true })
            yield return Error("watchdog.monitor.enabled", "needs the watchdog, which is off; set watchdog.enabled, or remove the setting");
    }

    private static IEnumerable<ConfigurationError> CheckSupervision(SupervisionOptions supervision)
    {
        if (supervision.Liveness > TimeSpan.Zero && supervision.Liveness < LeastLiveness)
            yield return Error(
                "supervision.liveness",
                $"must be at least {SettingValue.Show(LeastLiveness)}, or 0 for never: there is a sign of life each second (found "
                    + $"{SettingValue.Show(supervision.Liveness)})");
    }

    private static ConfigurationError Error(string key, string problem) => new("", key, problem);
}
