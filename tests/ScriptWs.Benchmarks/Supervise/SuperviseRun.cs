using System.Globalization;

namespace ScriptWs.Benchmarks.Supervise;

/// <summary>What a supervised server's clients notice: <c>supervise [KILLS] [CLIENTS] [HANDOVERS]</c>.</summary>
internal static class SuperviseRun
{
    public static async Task<int> RunAsync(string[] args)
    {
        var fine = await new KillRun().RunAsync(kills: Number(args, 0, 100));
        fine &= await HandOverRun.RunAsync(clients: Number(args, 1, 1000), handOvers: Number(args, 2, 3));
        return fine ? 0 : 1;
    }

    public static void Print(string name, IEnumerable<TimeSpan> times)
    {
        double[] milliseconds = [.. times.Select(time => time.TotalMilliseconds).Order()];
        Console.WriteLine($"  {name,-44} p50 {At(0.5):N0} ms  p99 {At(0.99):N0} ms  max {At(1):N0} ms");

        double At(double part) => milliseconds.Length == 0 ? double.NaN : milliseconds[(int)Math.Min(milliseconds.Length - 1, part * milliseconds.Length)];
    }

    private static int Number(string[] args, int index, int otherwise) => index < args.Length ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
}
