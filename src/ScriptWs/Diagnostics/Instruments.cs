using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace ScriptWs.Diagnostics;

/// <summary>
/// What happens in one server, as instruments of System.Diagnostics.Metrics with names in OpenTelemetry's manner. What
/// can be asked for (totals, what is open now) is added by ObservedServer; nothing here costs anything without a listener.
/// </summary>
internal sealed class Instruments : IDisposable
{
    /// <summary>The name of the meter, which collectors ask for.</summary>
    public const string MeterName = "ScriptWs";

    private readonly ConcurrentDictionary<string, EndpointInstruments> _endpoints = new(StringComparer.Ordinal);
    private readonly SharedInstruments _shared;
    private readonly Counter<long> _reloads;
    private readonly Histogram<double> _reloadDuration;
    private readonly Histogram<double> _handshakeDuration;
    private readonly Histogram<double> _pingDuration;
    private readonly Counter<long> _heartbeatTimeouts;
    private readonly Counter<long> _listenerFaults;

    /// <param name="scope">Whose instruments they are: a listener that looks at one server of several compares it.</param>
    public Instruments(object? scope = null)
    {
        Meter = new Meter(new MeterOptions(MeterName) { Scope = scope, Version = typeof(Instruments).Assembly.GetName().Version?.ToString(3) });
        _shared = new SharedInstruments(Meter);
        _handshakeDuration = Meter.CreateHistogram<double>("scriptws.handshake.duration", "s", "Time from the TCP connection to the answer of its opening handshake, by status.");
        _pingDuration = Meter.CreateHistogram<double>("scriptws.ping.duration", "s", "Round-trip time of a Ping.");
        _heartbeatTimeouts = Meter.CreateCounter<long>("scriptws.heartbeat.timeouts", "{connection}", "Connections closed because no Pong came.");
        _reloads = Meter.CreateCounter<long>("scriptws.reloads", "{reload}", "Reloads of scripts and of the configuration, by outcome.");
        _reloadDuration = Meter.CreateHistogram<double>("scriptws.reload.duration", "s", "Time that a reload took, by outcome.");
        _listenerFaults = Meter.CreateCounter<long>("scriptws.listener.faults", "{fault}", "Times that the server stopped listening at an address without being asked to.");
    }

    /// <summary>Instruments of a server without listeners.</summary>
    public static Instruments Unobserved { get; } = new();

    public Meter Meter { get; }

    /// <summary>Those of each path that was ever served.</summary>
    public IEnumerable<EndpointInstruments> Endpoints => _endpoints.Values;

    /// <summary>Those of one path, the same ones whenever it is asked for.</summary>
    public EndpointInstruments Of(string path) =>
        _endpoints.GetOrAdd(path, static (path, shared) => new EndpointInstruments(shared, path), _shared);

    public void HandshakeAnswered(int status, TimeSpan duration)
    {
        if (_handshakeDuration.Enabled) _handshakeDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("http.response.status_code", status));
    }

    public void PingAnswered(TimeSpan duration) => _pingDuration.Record(duration.TotalSeconds);

    public void HeartbeatTimedOut() => _heartbeatTimeouts.Add(1);

    public void ListenerFailed() => _listenerFaults.Add(1);

    /// <param name="file">What was read again.</param>
    /// <param name="outcome">The member of an enumeration that says how it ended; its name in snake case is the attribute.</param>
    /// <param name="duration">How long it took.</param>
    public void Reloaded(string file, Enum outcome, TimeSpan duration)
    {
        var ended = new KeyValuePair<string, object?>("scriptws.outcome", JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString()));
        _reloads.Add(1, new("scriptws.file", file), ended);
        _reloadDuration.Record(duration.TotalSeconds, ended);
    }

    public void Dispose() => Meter.Dispose();
}
