using System.Globalization;
using System.Text.RegularExpressions;
using ScriptWs.Scripting;

namespace ScriptWs.Fuzz.Script;

/// <summary>Runs one program in one turn, and looks at what the turn took and at what it left in the log.</summary>
internal static partial class ProgramTrial
{
    /// <summary>How often a budget may be taken: a built-in that has begun is not interrupted everywhere.</summary>
    private const int MaxTimes = 10;

    private const int MaxExceptionLines = 10;

    /// <summary>All that is allocated counts here, not only what is held: that is more, and does not depend on the collector.</summary>
    private static readonly long MaxAllocated = MaxTimes * HostedProgram.Budget.Memory;

    /// <returns>What does not hold; <c>null</c> when all does.</returns>
    public static string? Run(string program)
    {
        HostedProgram hosted;
        try
        {
            hosted = new HostedProgram(program, HostedProgram.Budget);
        }
        catch (ScriptLoadException e)
        {
            return FindForeign([e.Message]); // a program that was changed need not be one any more
        }

        using (hosted)
        {
            var (time, allocated) = (ThreadTime.Used, GC.GetAllocatedBytesForCurrentThread());
            hosted.Host.OnStart();
            (time, allocated) = (ThreadTime.Used - time, GC.GetAllocatedBytesForCurrentThread() - allocated);
            if (time > MaxTimes * HostedProgram.Budget.TurnTimeout) return Invariant($"the turn took {time.TotalMilliseconds:0} ms of processor time ({HostedProgram.Budget.TurnTimeout.TotalMilliseconds} allowed)");
            if (allocated > MaxAllocated) return Invariant($"the turn allocated {allocated >> 20} MiB ({HostedProgram.Budget.Memory >> 20} allowed)");
            if (hosted.Log.EngineFailure is { } failure) return $"the engine failed: {FirstLines(failure)}";
            return FindForeign(hosted.Log.Lines);
        }
    }

    private static string? FindForeign(IEnumerable<string> lines) =>
        lines.FirstOrDefault(Foreign().IsMatch) is { } line ? $"the log or a script sees .NET: {Around(line, Foreign().Match(line).Index)}" : null;

    /// <summary>An exception with the places where it began: a script is many levels deep.</summary>
    public static string FirstLines(Exception e) => string.Join('\n', e.ToString().Split('\n').Take(MaxExceptionLines));

    private static string Around(string line, int at) => line[Math.Max(0, at - 200)..Math.Min(line.Length, at + 200)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Names of exceptions, of namespaces, and beginnings of messages that only the runtime has.</summary>
    [GeneratedRegex(@"\b(?!DOMException)[A-Z]\w*Exception\b|\b(?:System|Jint|Acornima)\.[A-Z]|Object reference not|Index was out|Specified argument|Unable to cast|Nullable object|arithmetic operation|Collection was modified|\(Parameter '")]
    private static partial Regex Foreign();
}
