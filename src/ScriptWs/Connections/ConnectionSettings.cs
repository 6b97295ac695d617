using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>What all connections of a server share.</summary>
internal sealed record ConnectionSettings(
    ConnectionRegistry Registry,
    Admission Admission,
    LimitsOptions Limits,
    CompressionOptions Compression,
    TimeProvider Clock,
    DeadlineQueue CloseDeadlines)
{
    /// <summary>What is counted and timed.</summary>
    public Instruments Instruments { get; init; } = Instruments.Unobserved;

    /// <summary>Watches over messages whose last frame has not come; <c>null</c> for no limits.</summary>
    public UnfinishedMessages? Unfinished { get; init; }

    /// <summary>Watches over clients that do not read; <c>null</c> for no limit.</summary>
    public SlowReaders? SlowReaders { get; init; }

    /// <summary>Shows a connection's new token to the gate as it is now; told the user, or <c>null</c> when it proves nothing.</summary>
    public Action<Connection, string, Action<ConnectionUser?>> Reauthenticate { get; init; } = static (_, _, done) => done(null);

    public MessageLimits MessageLimits { get; } = new(Limits.MaxMessageSize, Limits.MaxFragments);
}
