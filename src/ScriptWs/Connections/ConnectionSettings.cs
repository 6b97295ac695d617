using ScriptWs.ClientProtocol;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>What all connections of a server share.</summary>
internal sealed record ConnectionSettings(
    Audience<Connection> Registry,
    Admission Admission,
    LimitsOptions Limits,
    CompressionOptions Compression,
    TimeProvider Clock,
    DeadlineQueue CloseDeadlines)
{
    /// <summary>The number of this node in its cluster; <c>null</c> outside one. Ids of connections contain it.</summary>
    public uint? Node { get; init; }

    /// <summary>The messages that a user may send over all connections; <c>null</c> for any number.</summary>
    public Func<string, IMessageAllowance>? AllowanceOf { get; init; }

    /// <summary>What is counted and timed.</summary>
    public Instruments Instruments { get; init; } = Instruments.Unobserved;

    /// <summary>Watches over messages whose last frame has not come; <c>null</c> for no limits.</summary>
    public UnfinishedMessages? Unfinished { get; init; }

    /// <summary>Watches over clients that do not read; <c>null</c> for no limit.</summary>
    public SlowReaders? SlowReaders { get; init; }

    /// <summary>Shows a connection's new token to the gate as it is now; told the user, or <c>null</c> when it proves nothing.</summary>
    public Action<Connection, string, Action<ConnectionUser?>> Reauthenticate { get; init; } = static (_, _, done) => done(null);

    /// <summary>Whether a client that reads too slowly is closed; otherwise messages to it are dropped.</summary>
    public bool ClosesSlowConsumers => Limits.OnSlowConsumer == SlowConsumerPolicy.Close;

    private MessageLimits MessageLimits { get; } = new(Limits.MaxMessageSize, Limits.MaxFragments);

    /// <param name="transport">The wire.</param>
    /// <param name="deflate">What was negotiated; <c>null</c> for no compression.</param>
    /// <param name="subprotocol">The subprotocol; <c>null</c> for none.</param>
    public OutboundBuffer CreateBuffer(ITransport transport, PermessageDeflate? deflate, string? subprotocol) => new(
        transport,
        Limits.MaxBufferedAmount,
        deflate is null ? null : new OutboundCompression(deflate, Compression.MinimumSize),
        subprotocol == ClientSubprotocol.Name);

    /// <param name="owner">Whose input it is.</param>
    /// <param name="transport">The wire.</param>
    /// <param name="queue">The worker that runs its events.</param>
    /// <param name="deflate">What was negotiated; <c>null</c> for no compression.</param>
    /// <param name="user">Who the client is, if it is known.</param>
    public ConnectionInput CreateInput(
        IInputOwner owner, ITransport transport, ITurnQueue queue, PermessageDeflate? deflate, ConnectionUser? user) => new(
        owner,
        transport,
        queue,
        new MessageReader(MessageLimits, deflate?.CreateInflater()),
        Clock,
        Unfinished,
        Limits.MessageRate is { } rate ? new TokenBucket(rate, Clock) : null)
        {
            Allowance = user is null ? null : AllowanceOf?.Invoke(user.Name),
        };
}
