using ScriptWs.Routing;

namespace ScriptWs.Configuration;

/// <summary>What must hold for what is served over plain HTTP.</summary>
internal static class HttpRules
{
    /// <returns>Errors without a source, their keys as in <c>static./</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        foreach (var (path, folder) in options.Static)
        {
            if (!IsFolderPath(path))
                yield return new(
                    "",
                    $"static.{path}",
                    "must be named by a path such as \"/\" or \"/assets\", without a / at its end and without segments of dots");
            else if (folder.Length == 0 || !Directory.Exists(Path.Combine(options.BaseDirectory, folder)))
                yield return new("", $"static.{path}", $"must be a folder that exists (found {SettingValue.Quote(folder)})");
        }

        (string Key, string Name, string Path)[] pages =
        [
            ("health.live", "live", options.Health.Live),
            ("health.ready", "ready", options.Health.Ready),
            ("metrics.prometheus.path", "metrics", options.Metrics.Prometheus.Path),
        ];
        foreach (var (key, name, path) in pages)
        {
            if (RoutePattern.Parse(path, out _) is not { HasParameters: false })
                yield return new("", key, $"must be a path such as \"/{name}\" (found {SettingValue.Quote(path)})");
        }

        foreach (var error in CheckMetrics(options)) yield return error;
    }

    private static bool IsFolderPath(string path) =>
        path.StartsWith('/')
        && !path.AsSpan().ContainsAny(" ?#%\\")
        && (path.Length == 1 || !path.EndsWith('/'))
        && RequestPath.Of(path).Text == path;

    private static IEnumerable<ConfigurationError> CheckMetrics(ScriptWsOptions options)
    {
        var prometheus = options.Metrics.Prometheus;
        foreach (var error in AdmissionRules.CheckRanges("metrics.prometheus.addresses", prometheus.Addresses)) yield return error;
        if (prometheus.AdminOnly && !options.Admin.Enabled)
            yield return new(
                "", "metrics.prometheus.adminOnly", "needs the admin page, which is off; set admin.enabled, or remove the setting");
        if (prometheus is { Enabled: true, AdminOnly: false, Role: not null } && !AuthenticationRules.IsOn(options))
            yield return new(
                "", "metrics.prometheus.role", "needs authentication, which is off; set authentication.enabled, or remove the setting");
        if (options.Metrics.Otlp.Endpoint is { } endpoint && ProblemOf(endpoint) is { } problem)
            yield return new("", "metrics.otlp.endpoint", problem);
    }

    /// <summary>
    /// Logs and the admin page show the address, so it must not contain a secret. One that may contain a secret is not shown.
    /// </summary>
    private static string? ProblemOf(string collector)
    {
        if (collector.AsSpan().ContainsAny("@?#"))
            return "must be an address without a name, a password and a query; what the collector wants to know is put into the "
                + "environment variable OTEL_EXPORTER_OTLP_HEADERS, as in api-key=…";

        return Uri.TryCreate(collector, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? null
            : $"must be an address such as \"http://127.0.0.1:4318\" (found {SettingValue.Quote(collector)})";
    }
}
