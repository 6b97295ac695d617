using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Resumption;

namespace ScriptWs.Running;

/// <summary>What all connections of a run share: who is in, their limits and their deadlines.</summary>
internal sealed class ConnectionTerms : IDisposable
{
    private readonly RunContext _run;
    private readonly UnfinishedMessages _unfinished;
    private readonly List<DeadlineQueue> _allDeadlines = [];

    public ConnectionTerms(RunContext run)
    {
        var limits = run.Options.Limits;
        _run = run;
        Admission = new Admission(limits, run.Clock);
        CloseDeadlines = NewDeadlines(limits.CloseTimeout);
        HandshakeDeadlines = NewDeadlines(limits.HandshakeTimeout);
        _unfinished = new UnfinishedMessages(limits, run.Clock, run.Log);
        SlowReaders = new SlowReaders(() => run.Options.Limits.SendTimeout, run.Clock, run.Log);
    }

    public ConnectionRegistry Registry { get; } = new();

    /// <summary>Keeps connections so that clients can resume them; <c>null</c> where none can be resumed.</summary>
    public ResumeKeeper? Resumption { get; private set; }

    /// <summary>The number of this node in its cluster; set before the first connection.</summary>
    public uint? Node { get; set; }

    /// <summary>The messages that a user may send over all connections; set before the first connection.</summary>
    public Func<string, IMessageAllowance>? AllowanceOf { get; set; }

    public Admission Admission { get; }

    public SlowReaders SlowReaders { get; }

    public DeadlineQueue CloseDeadlines { get; private set; }

    public DeadlineQueue HandshakeDeadlines { get; private set; }

    /// <summary>Keeps connections from now on, if the options say so. Before the first one, and once the storage can be opened.</summary>
    public void BeginResumption()
    {
        var keep = _run.Options.Sessions.Keep;
        if (keep > TimeSpan.Zero) Resumption = new ResumeKeeper(_run.Storage.Open(_run.Options), keep, _run.Clock, _run.Log);
    }

    /// <summary>Waits until what connections have kept is written.</summary>
    public Task CompleteResumptionAsync() => Resumption?.CompleteAsync() ?? Task.CompletedTask;

    /// <summary>New limits hold. What is under way keeps the deadline that it has.</summary>
    public void Use(LimitsOptions limits, ChangedSettings changed)
    {
        Admission.Use(limits);
        _unfinished.Use(limits);
        if (changed.Touch("limits.closeTimeout")) CloseDeadlines = NewDeadlines(limits.CloseTimeout);
        if (changed.Touch("limits.handshakeTimeout")) HandshakeDeadlines = NewDeadlines(limits.HandshakeTimeout);
    }

    /// <summary>What connections from now on are created with.</summary>
    /// <param name="reauthenticate">Checks a connection's new token.</param>
    public ConnectionSettings CreateSettings(Action<Connection, string, Action<ConnectionUser?>> reauthenticate) =>
        new(Registry, Admission, _run.Options.Limits, _run.Options.Compression, _run.Clock, CloseDeadlines)
        {
            Node = Node,
            AllowanceOf = AllowanceOf,
            Instruments = _run.Hooks.Instruments,
            Reauthenticate = reauthenticate,
            Unfinished = _unfinished,
            SlowReaders = SlowReaders,
        };

    public void Dispose()
    {
        _unfinished.Dispose();
        SlowReaders.Dispose();
        Resumption?.Dispose();
        foreach (var deadlines in _allDeadlines) deadlines.Dispose();
    }

    private DeadlineQueue NewDeadlines(TimeSpan timeout)
    {
        var deadlines = new DeadlineQueue(_run.Clock, timeout, _run.Log);
        _allDeadlines.Add(deadlines);
        return deadlines;
    }
}
