using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Endpoints;
using ScriptWs.Supervision;

namespace ScriptWs.Running;

/// <summary>New options while the server runs: everything is created beside the old parts, then replaces them.</summary>
internal sealed class Reconfiguration(
    RunContext run,
    EndpointTable endpoints,
    ServedCertificates certificates,
    ServedUsers users,
    ConnectionTerms connections,
    HandshakeTerms handshakes,
    CurrentHeartbeat heartbeat,
    Renewable<StuckTurns> stuckTurns,
    SourceWatch watch)
{
    private readonly ScriptWsOptions _asStarted = run.Options;

    /// <summary>New options take effect. Connections that are open keep the limits that they came in with.</summary>
    /// <param name="next">The options.</param>
    /// <returns>
    /// The keys that have changed, and every change since the start that requires a restart, as in <c>admin.port (9090 → 9091)</c>.
    /// </returns>
    /// <exception cref="ConfigurationException">The options contradict each other; nothing has changed.</exception>
    /// <exception cref="ScriptWsException">The script of a new endpoint does not load; nothing has changed.</exception>
    public async Task<(IReadOnlyList<string> Changed, IReadOnlyList<string> NeedRestart)> ApplyAsync(ScriptWsOptions next)
    {
        next.ThrowIfInvalid();
        var files = AuthenticationFiles.Of(next);
        var changed = ChangedSettings.Between(run.Options, users.Files, next, files);
        if (changed.Keys.Count == 0) return ([], []);

        // What can fail comes first: until here nothing has changed.
        var identity = certificates.Identity is not null && changed.Touch("tls") ? certificates.Read(next) : certificates.Identity;
        var routes = endpoints.CreateFor(next);

        run.Options = next;
        run.Storage.Use(next);
        certificates.Use(identity);
        users.Use(files, remake: changed.Touch("authentication"));
        connections.Use(next.Limits, changed);
        var (added, removed) = endpoints.Use(routes);
        handshakes.Renew();
        Retarget();
        foreach (var slot in added.SelectMany(endpoint => endpoint.Slots)) slot.OnStart();
        await endpoints.LetGoAsync(removed).ConfigureAwait(false);
        if (changed.Touch("heartbeat")) heartbeat.Renew(endpoints.Slots, connections.Registry);
        if (changed.Touch("script.stuck")) stuckTurns.Renew();

        await endpoints.ReloadAsync(remakesEngines: changed.Need(Effect.NewEngines), CancellationToken.None).ConfigureAwait(false);
        watch.Renew();
        if (changed.Touch("authentication") || changed.Touch("endpoints")) users.WarnOfUnreachable();
        return (changed.Keys, WaitingForRestart(next));
    }

    /// <summary>A path may have another script now: its next generation.</summary>
    private void Retarget()
    {
        foreach (var endpoint in endpoints.Routed)
        {
            if (endpoint.Reloader is not { } reloader) continue;
            reloader.Retarget(Path.Combine(run.Options.BaseDirectory, endpoint.Options.Script!), endpoint.Options.Script!);
        }
    }

    /// <summary>Compared with the start, and not with the previous reload: a change that was undone requires no restart.</summary>
    private string[] WaitingForRestart(ScriptWsOptions next)
    {
        var (old, now) = (Shown(_asStarted), Shown(next));
        return
        [
            .. from key in OptionsDiff.Between(_asStarted, next)
               where NeedsRestart(key, _asStarted, next)
               select $"{key} ({old.GetValueOrDefault(key, "unset")} → {now.GetValueOrDefault(key, "unset")})",
        ];

        static Dictionary<string, string> Shown(ScriptWsOptions options) => new(OptionsDiff.Describe(options), StringComparer.Ordinal);
    }

    /// <summary>What an endpoint is started with concerns only endpoints that stay: a new one starts with it.</summary>
    private static bool NeedsRestart(string key, ScriptWsOptions before, ScriptWsOptions next) =>
        ServerSettings.EffectOf(key) == Effect.Restart
        && (!key.StartsWith("endpoints[", StringComparison.Ordinal)
            || before.Endpoints.Any(old => next.Endpoints.Any(now => now.Path == old.Path && now.Dispatch != old.Dispatch)));
}
