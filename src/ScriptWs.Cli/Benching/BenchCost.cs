using System.Diagnostics;

namespace ScriptWs.Cli.Benching;

/// <summary>What the load generator itself uses: a client that is at its limit measures itself.</summary>
/// <param name="Cpu">Processor time of all threads.</param>
/// <param name="Allocated">Bytes of garbage.</param>
/// <param name="Messages">Messages that came back meanwhile.</param>
internal readonly record struct BenchCost(TimeSpan Cpu, long Allocated, long Messages)
{
    /// <summary>Microseconds of processor time for one message, sent and received.</summary>
    public double CpuPerMessage => Messages == 0 ? 0 : Cpu.TotalMicroseconds / Messages;

    public double AllocatedPerMessage => Messages == 0 ? 0 : (double)Allocated / Messages;

    public static BenchCost SoFar(long messages)
    {
        using var process = Process.GetCurrentProcess();
        return new BenchCost(process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), messages);
    }

    public static BenchCost operator -(BenchCost later, BenchCost earlier) =>
        new(later.Cpu - earlier.Cpu, later.Allocated - earlier.Allocated, later.Messages - earlier.Messages);
}
