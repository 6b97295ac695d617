namespace ScriptWs.Http.Admin;

/// <summary>Figures since the server was made, and of the process.</summary>
internal readonly record struct AdminTotals
{
    public long Active { get; init; }

    public long Opened { get; init; }

    public long Closed { get; init; }

    public long Received { get; init; }

    public long Sent { get; init; }

    public long Dropped { get; init; }

    public long BytesReceived { get; init; }

    public long BytesSent { get; init; }

    public long Buffered { get; init; }

    public long Waiting { get; init; }

    public long Failures { get; init; }

    public long HeartbeatTimeouts { get; init; }

    public long ListenerFaults { get; init; }

    /// <summary>Seconds of a processor.</summary>
    public double Processor { get; init; }

    /// <summary>Bytes of the process, and of what its code holds.</summary>
    public long Memory { get; init; }

    public long Heap { get; init; }

    public int Threads { get; init; }
}
