namespace ScriptWs.Cli.Benching;

/// <summary>What a run is to do. The limits keep a slip of the finger from taking the machine down.</summary>
internal sealed record BenchPlan
{
    /// <summary>One client address has some 28,000 ports for one server.</summary>
    public const int MaxConnections = 25_000;

    /// <summary>Of one message, in bytes.</summary>
    public const int MaxSize = 16 << 20;

    /// <summary>Messages of one connection under way.</summary>
    public const int MaxDepth = 1024;

    /// <summary>Messages a second of all connections.</summary>
    public const int MaxRate = 10_000_000;

    public static readonly TimeSpan MaxDuration = TimeSpan.FromHours(1);

    /// <summary>How long answers may still come after the end.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public BenchMode Mode { get; init; }

    public int Connections { get; init; } = 10;

    public int Size { get; init; } = 64;

    public int Depth { get; init; } = 1;

    /// <summary>Messages a second of all connections; 0 for as many as the server answers.</summary>
    public int Rate { get; init; }

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many connections send.</summary>
    public int Senders => Mode == BenchMode.Echo ? Connections : 1;

    /// <summary>How many clients a message reaches, the sender left out of a fan-out: a script may or may not send it back.</summary>
    public int Receivers => Mode == BenchMode.Echo ? 1 : Connections - 1;
}
