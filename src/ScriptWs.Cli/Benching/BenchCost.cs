using System.Diagnostics;

namespace ScriptWs.Cli.Benching;

/// <summary>What the load generator itself uses: a client that is at its limit measures itself.</summary>
/// <param name="Cpu">Processor time of all threads.</param>
/// <param name="Allocated">Bytes of garbage.</param>
/// <param name="Messages">Messages that came back meanwhile.</param>
/// <param name="Machine">What the whole machine did.</param>
internal readonly record struct BenchCost(TimeSpan Cpu, long Allocated, long Messages, MachineTime Machine)
{
    /// <summary>The part of the processors' time from which on they count as full: the kernel takes some for itself.</summary>
    public const double Full = 0.9;

    /// <summary>Microseconds of processor time for one message, sent and received.</summary>
    public double CpuPerMessage => Messages == 0 ? 0 : Cpu.TotalMicroseconds / Messages;

    public double AllocatedPerMessage => Messages == 0 ? 0 : (double)Allocated / Messages;

    /// <summary>The part of all processors' time that any process used; 0 where the kernel does not tell.</summary>
    public double MachineShare => Machine.All == 0 ? 0 : (double)Machine.Busy / Machine.All;

    public static BenchCost SoFar(long messages)
    {
        using var process = Process.GetCurrentProcess();
        return new BenchCost(process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), messages, MachineTime.SoFar());
    }

    public static BenchCost operator -(BenchCost later, BenchCost earlier) =>
        new(later.Cpu - earlier.Cpu, later.Allocated - earlier.Allocated, later.Messages - earlier.Messages, later.Machine - earlier.Machine);
}
