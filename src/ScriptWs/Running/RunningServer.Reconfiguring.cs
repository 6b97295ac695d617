using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Endpoints;
using ScriptWs.Reload;
using ScriptWs.Routing;
using ScriptWs.Supervision;

namespace ScriptWs.Running;

/// <summary>New options while the server runs: made whole beside the old ones, then put in their place at once.</summary>
internal sealed partial class RunningServer
{
    /// <summary>What an engine is made with: a change makes new ones.</summary>
    private static readonly string[] OfEngines = ["script.turnTimeout", "script.memory", "script.recursion", "script.regexTimeout", "script.onFailure"];

    /// <summary>What a process, or what stands beside the server, is started with.</summary>
    private static readonly string[] OfProcess = ["listen[", "watchdog.", "supervision.", "metrics.", "admin."];

    private readonly List<Endpoint> _removed = [];
    private readonly ScriptWsOptions _asStarted;

    /// <summary>Takes over new options. Connections that are open keep the limits that they came in with.</summary>
    /// <param name="next">The options.</param>
    /// <returns>The keys that have changed, and every change since the start that waits for a restart, as in <c>admin.port (9090 → 9091)</c>.</returns>
    /// <exception cref="ConfigurationException">The options contradict each other; nothing has changed.</exception>
    /// <exception cref="ScriptWsException">The script of a new endpoint does not load; nothing has changed.</exception>
    public async Task<(IReadOnlyList<string> Changed, IReadOnlyList<string> NeedRestart)> ReconfigureAsync(ScriptWsOptions next)
    {
        next.ThrowIfInvalid();
        var (known, files) = (_files, AuthenticationFiles.Of(next));
        var changed = OptionsDiff.Between(With(_options, known.Users), With(next, files.Users));
        if (known.KeySet != files.KeySet) changed = [.. changed.Append("authentication.bearer.jwks").Distinct()];
        if (changed.Count == 0) return ([], []);

        var old = _endpoints.Values;
        var identity = _identity is not null && changed.Any(key => key.StartsWith("tls.", StringComparison.Ordinal)) ? ReadIdentity(next) : _identity;
        var endpoints = CreateEndpoints(next);
        (_options, _endpoints, _files, _identity) = (next, endpoints, files, identity);
        _admission.Use(next.Limits);
        _unfinished.Use(next.Limits);
        if (changed.Any(key => key.StartsWith("authentication.", StringComparison.Ordinal))) _authenticator = null;
        if (changed.Contains("limits.closeTimeout")) _closeDeadlines = NewDeadlines(next.Limits.CloseTimeout);
        if (changed.Contains("limits.handshakeTimeout")) _handshakeDeadlines = NewDeadlines(next.Limits.HandshakeTimeout);
        _handshakes = CreateHandshakes();
        foreach (var endpoint in endpoints.Values) Retarget(endpoint);
        foreach (var slot in endpoints.Values.ExceptBy(old.Select(known => known.Slots), one => one.Slots).SelectMany(one => one.Slots)) slot.OnStart();
        await LetGoAsync([.. old.ExceptBy(endpoints.Values.Select(kept => kept.Slots), one => one.Slots)]).ConfigureAwait(false);
        if (changed.Any(key => key.StartsWith("heartbeat.", StringComparison.Ordinal))) ChangeHeartbeat();
        if (changed.Any(key => key.StartsWith("script.stuck.", StringComparison.Ordinal)))
        {
            _stuck.Dispose();
            _stuck = CreateStuckTurns();
        }

        var remakesEngines = changed.Any(OfEngines.Contains);
        await Task.WhenAll(Reloaders.Select(reloader => reloader.ReloadAsync(remakesEngines, CancellationToken.None))).ConfigureAwait(false);
        Watch();
        if (changed.Any(key => key.StartsWith("authentication.", StringComparison.Ordinal) || key.StartsWith("endpoints[", StringComparison.Ordinal))) WarnOfUnreachable();
        return (changed, WaitingForRestart(next));
    }

    /// <summary>Compared with the start, and not with the reload before: what was taken back waits for nothing.</summary>
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

    private void WarnOfUnreachable()
    {
        if (_server.Authenticate is not null) return;

        var unreachable = new UnreachableEndpoints(_options, _files, path => _endpoints.Named(path)?.SlotOf(null).Host is { HandlesAuthentication: true });
        foreach (var sentence in unreachable.Describe()) Log.EndpointUnreachable(_loggers.CreateLogger<ScriptWsServer>(), sentence);
    }

    private Heartbeat? CreateHeartbeat() => _options.Heartbeat.Enabled ? new Heartbeat(_options.Heartbeat, _clock, _loggers.CreateLogger<Heartbeat>(), _server.Instruments) : null;

    /// <summary>Every connection begins anew with the new heartbeat, each on its worker's turn; who connects meanwhile is with it already.</summary>
    private void ChangeHeartbeat()
    {
        var (replaced, next) = (_heartbeat, CreateHeartbeat());
        _heartbeat = next;
        foreach (var slot in AllSlots)
        {
            slot.Worker.Post(ConnectionEvent.Work(() =>
            {
                foreach (var connection in Registry.Snapshot().Where(connection => connection.IsOn(slot.Worker)))
                {
                    if (next is null) Heartbeat.Forget(connection);
                    else next.Watch(connection, slot);
                }
            }));
        }

        replaced?.Dispose();
    }

    private static ScriptWsOptions With(ScriptWsOptions options, IReadOnlyList<UserOptions> users) =>
        options with { Authentication = options.Authentication with { Users = users } };

    /// <summary>The endpoints of new options: those whose path and dispatch are as before go on.</summary>
    private RouteTable<Endpoint> CreateEndpoints(ScriptWsOptions next)
    {
        var old = _factory.Options;
        _factory.Options = next;
        try
        {
            return _factory.Create(_endpoints);
        }
        catch (ScriptWsException)
        {
            _factory.Options = old;
            throw;
        }
    }

    /// <summary>A path may have another script now: its next generation.</summary>
    private void Retarget(Endpoint endpoint)
    {
        if (endpoint.Reloader is { } reloader) reloader.Retarget(Path.Combine(_options.BaseDirectory, endpoint.Options.Script!), endpoint.Options.Script!);
    }

    /// <summary>An endpoint that is no longer configured takes nobody in; it ends when its last connection has left.</summary>
    private async Task LetGoAsync(List<Endpoint> removed)
    {
        foreach (var reloader in removed.Select(endpoint => endpoint.Reloader).OfType<ScriptReloader>()) await reloader.CloseAsync().ConfigureAwait(false);
        _removed.AddRange(removed);
        foreach (var endpoint in _removed.Where(endpoint => !endpoint.HasConnections).ToList())
        {
            foreach (var slot in endpoint.Slots) slot.Dispose();
            _removed.Remove(endpoint);
        }
    }

    private static bool NeedsRestart(string key, ScriptWsOptions before, ScriptWsOptions next) =>
        OfProcess.Any(section => key.StartsWith(section, StringComparison.Ordinal))
        || key is "script.workers" or "script.mailbox"
        || (key.StartsWith("endpoints[", StringComparison.Ordinal) && key.EndsWith("].dispatch", StringComparison.Ordinal)
            && before.Endpoints.Any(old => next.Endpoints.Any(now => now.Path == old.Path && now.Dispatch != old.Dispatch)));
}
