using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>Counts clients in total and per address, and rejects those above a limit. Any thread.</summary>
internal sealed class Admission(LimitsOptions limits, TimeProvider clock)
{
    /// <summary>Addresses whose rate is remembered at most; at the limit the full buckets, which say nothing, are forgotten.</summary>
    private const int MaxRememberedAddresses = 65_536;

    /// <summary>What a wire counts for that carries requests of many addresses: no limit of one address holds for it.</summary>
    private static readonly IPAddress Many = IPAddress.Parse("255.255.255.255");

    /// <summary>When a refused client is told to try again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    /// <summary>Each wire, with the address that its place counts for once it has one.</summary>
    private readonly Dictionary<ITransport, IPAddress?> _wires = [];
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private readonly Dictionary<IPAddress, TokenBucket> _rates = [];
    private TaskCompletionSource? _empty;
    private int _admitted;
    private int _handshakes;
    private TaskCompletionSource? _nobodyIn;
    private TaskCompletionSource? _noHandshake;
    private AdmissionState _state = AdmissionState.Open;

    /// <summary>Why each client is refused at present; <c>null</c> when none is. Set before the first client.</summary>
    public Func<HttpRefusal?> Obstacle { get; set; } = static () => null;

    /// <summary>From now on these limits hold; who is in stays.</summary>
    public void Use(LimitsOptions next)
    {
        lock (_lock)
        {
            if (next.ConnectRate != limits.ConnectRate) _rates.Clear();
            limits = next;
        }
    }

    /// <summary>A wire was accepted; its handshake begins.</summary>
    /// <returns><c>false</c> when too many handshakes are under way, or the server stops: the wire is to be dropped.</returns>
    public bool TryBegin(ITransport wire)
    {
        lock (_lock)
        {
            if (_state == AdmissionState.Closed || _handshakes >= limits.MaxPendingHandshakes) return false;
            _handshakes++;
            _wires.Add(wire, null);
            return true;
        }
    }

    /// <summary>The handshake is in order: takes a place for the connection.</summary>
    /// <param name="wire">Whose handshake it is.</param>
    /// <param name="address">The client's, which is not the wire's behind a proxy; <c>null</c> when it carries requests of many.</param>
    /// <param name="carrier">A wire whose place it takes over.</param>
    /// <returns>The refusal, or <c>null</c> to accept the client.</returns>
    public HttpRefusal? TryAdmit(ITransport wire, IPAddress? address, ITransport? carrier = null)
    {
        address = AddressRange.Plain(address ?? Many);
        lock (_lock)
        {
            if (_state != AdmissionState.Open) return HttpRefusals.ShuttingDown(RetryAfter);
            if (Obstacle() is { } obstacle) return obstacle;
            var carrierAddress = carrier is null ? null : _wires.GetValueOrDefault(carrier);
            if (carrierAddress is null && address != Many && !TryTakeRate(address)) return HttpRefusals.TooManyConnects(RetryAfter);
            if (carrierAddress is null && limits.MaxConnections > 0 && _admitted >= limits.MaxConnections) return HttpRefusals.ServerIsFull(RetryAfter);

            var mine = _byAddress.GetValueOrDefault(address) - (address.Equals(carrierAddress) ? 1 : 0);
            if (limits.MaxConnectionsPerAddress > 0 && mine >= limits.MaxConnectionsPerAddress && address != Many)
                return HttpRefusals.TooManyFromAddress(RetryAfter);

            if (carrierAddress is not null) GivePlaceBack(carrier!, carrierAddress);
            _byAddress[address] = _byAddress.GetValueOrDefault(address) + 1;
            _admitted++;
            _wires[wire] = address;
            return null;
        }
    }

    /// <summary>The handshake has ended, one way or another.</summary>
    public void EndHandshake()
    {
        lock (_lock)
        {
            if (--_handshakes == 0) _noHandshake?.TrySetResult();
        }
    }

    /// <summary>Completes when no opening handshake is under way, after accepting has stopped.</summary>
    public Task WhenNoHandshake()
    {
        lock (_lock)
        {
            if (_handshakes == 0) return Task.CompletedTask;
            return (_noHandshake ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>The wire is gone.</summary>
    public void End(ITransport wire)
    {
        lock (_lock)
        {
            if (_wires.GetValueOrDefault(wire) is { } address)
            {
                GivePlaceBack(wire, address);
                if (_admitted == 0) _nobodyIn?.TrySetResult();
            }

            _wires.Remove(wire);
            if (_wires.Count == 0) _empty?.TrySetResult();
        }
    }

    /// <summary>What everyone is refused with while the server lets its connections go; <c>null</c> before.</summary>
    public HttpRefusal? ShuttingDown
    {
        get
        {
            lock (_lock) return _state == AdmissionState.Open ? null : HttpRefusals.ShuttingDown(RetryAfter);
        }
    }

    /// <summary>Refuses everyone from now on, with an answer.</summary>
    public void Drain()
    {
        lock (_lock) _state = AdmissionState.Draining;
    }

    /// <summary>Drops every newcomer from now on, and those who have not asked for anything yet.</summary>
    public void Close()
    {
        ITransport[] silent;
        lock (_lock)
        {
            _state = AdmissionState.Closed;
            silent = [.. _wires.Keys.Where(wire => wire.Sink is { HasAsked: false })];
        }

        foreach (var wire in silent) wire.Abort();
    }

    /// <summary>Completes when no admitted client is left; <see cref="Drain"/> came first.</summary>
    public Task WhenNobodyIsIn()
    {
        lock (_lock)
        {
            if (_admitted == 0) return Task.CompletedTask;
            return (_nobodyIn ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Completes when no wire is left; <see cref="Close"/> came first.</summary>
    public Task WhenEmpty()
    {
        lock (_lock)
        {
            if (_wires.Count == 0) return Task.CompletedTask;
            return (_empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public void AbortAll()
    {
        ITransport[] wires;
        lock (_lock) wires = [.. _wires.Keys];
        foreach (var wire in wires) wire.Abort();
    }

    private enum AdmissionState
    {
        Open,
        Draining,
        Closed,
    }

    private void GivePlaceBack(ITransport wire, IPAddress address)
    {
        _wires[wire] = null;
        _admitted--;
        if (--_byAddress[address] == 0) _byAddress.Remove(address);
    }

    private bool TryTakeRate(IPAddress address)
    {
        if (limits.ConnectRate is not { } rate) return true;

        if (!_rates.TryGetValue(address, out var bucket))
        {
            if (_rates.Count >= MaxRememberedAddresses) ForgetFull();
            if (_rates.Count >= MaxRememberedAddresses) return false;
            bucket = new TokenBucket(rate, clock);
        }

        var isTaken = bucket.TryTake();
        _rates[address] = bucket;
        return isTaken;
    }

    private void ForgetFull()
    {
        foreach (var (address, bucket) in _rates)
        {
            if (bucket.IsFull) _rates.Remove(address);
        }
    }
}
