namespace ScriptWs.Cluster;

/// <summary>How much of the machine this process takes. One thread at a time.</summary>
internal sealed class NodeLoad(TimeProvider clock)
{
    private TimeSpan _processor = Environment.CpuUsage.TotalTime;
    private long _readAt = clock.GetTimestamp();

    /// <returns>Processor time since the last call, in percent of one processor, and bytes of memory.</returns>
    public (int Processor, long Memory) Read()
    {
        var (processor, now) = (Environment.CpuUsage.TotalTime, clock.GetTimestamp());
        var time = clock.GetElapsedTime(_readAt, now);
        var percent = time > TimeSpan.Zero ? (int)Math.Clamp(100 * (processor - _processor) / time, 0, int.MaxValue) : 0;
        (_processor, _readAt) = (processor, now);
        return (percent, Environment.WorkingSet);
    }
}
