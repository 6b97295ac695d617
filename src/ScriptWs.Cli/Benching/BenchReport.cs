using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScriptWs.Cli.Benching;

/// <summary>Tells the result of a run, to people or to programs.</summary>
internal static class BenchReport
{
    private static readonly (string Name, double Part)[] Percentiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static IEnumerable<string> Lines(BenchResult result, string target)
    {
        var plan = result.Plan;
        var unit = plan.Mode == BenchMode.Echo ? "messages" : "deliveries";
        yield return Line($"{target}, {Name(plan.Mode)}: {plan.Connections:n0} connections, {plan.Size:n0} bytes, {plan.Depth} in flight{(plan.Rate > 0 ? Line($", {plan.Rate:n0} messages/s wanted") : "")}, {plan.Duration.TotalSeconds:0.#} s");
        yield return Line($"  connected   {plan.Connections:n0} in {Time(result.Connecting.TotalMilliseconds)}");
        yield return Line($"  throughput  {result.Rate:n0} {unit}/s");
        yield return "  latency     " + string.Join("  ", Percentiles.Select(percentile => $"{percentile.Name} {Time(result.Percentile(percentile.Part))}")) + $"  max {Time(result.Figure("max")!.Value)}";
        if (plan.Rate > 0) yield return "              counted from when a message was due, not from when it could leave (no coordinated omission)";
        yield return Line($"  errors      {result.Errors:n0}") + Why(result);
        if (result.Unsent > 0) yield return Line($"  never left  {result.Unsent:n0} messages were due while {plan.Depth} were in flight; the server is slower than the rate");
        if (result.Foreign > 0) yield return Line($"  unexpected  {result.Foreign:n0} messages that answered none of these");
        yield return Line($"  this client {result.Cost.CpuPerMessage:0.00} µs of processor time and {result.Cost.AllocatedPerMessage:0} bytes of garbage for each of the {unit}, {100 * result.Share:0} % of {Processors(result.Processors)}");
        if (result.HasServer && LimitOf(result) is { } limit) yield return $"  limit       {limit}";
    }

    /// <summary>What a client measured of itself.</summary>
    public static IEnumerable<string> OwnLines(BenchResult result)
    {
        foreach (var line in Lines(result with { HasServer = false }, "this client and a peer that does nothing but echo")) yield return line;
        if (result.Plan.Rate == 0) yield return Line($"  so          beside a server on this machine no more than {result.Rate:n0} messages/s can be measured with these options");
        yield return "              latencies like these are in all that this client measures";
    }

    /// <param name="result">What was found.</param>
    /// <param name="target">The server's address; <c>null</c> when a client measured itself.</param>
    public static string Json(BenchResult result, string? target)
    {
        var (plan, latency) = (result.Plan, new JsonObject());
        foreach (var name in Percentiles.Select(percentile => percentile.Name).Concat(["max", "mean"])) latency[name] = Math.Round(result.Figure(name)!.Value, 4);
        return new JsonObject
        {
            ["url"] = target,
            ["mode"] = Name(plan.Mode),
            ["connections"] = plan.Connections,
            ["size"] = plan.Size,
            ["depth"] = plan.Depth,
            ["wantedRate"] = plan.Rate == 0 ? null : plan.Rate,
            ["seconds"] = plan.Duration.TotalSeconds,
            ["connectMilliseconds"] = Math.Round(result.Connecting.TotalMilliseconds, 1),
            ["messagesPerSecond"] = Math.Round(result.Rate, 1),
            ["latencyMilliseconds"] = latency,
            ["measuredMessages"] = result.Latencies.Count,
            ["errors"] = result.Errors,
            ["unanswered"] = result.Unanswered,
            ["neverLeft"] = result.Unsent,
            ["lostConnections"] = result.Lost,
            ["unexpectedMessages"] = result.Foreign,
            ["clientMicrosecondsPerMessage"] = Math.Round(result.Cost.CpuPerMessage, 3),
            ["clientBytesPerMessage"] = Math.Round(result.Cost.AllocatedPerMessage, 1),
            ["clientProcessorPercent"] = Math.Round(100 * result.Share * result.Processors, 1),
            ["clientProcessors"] = result.Processors,
            ["limit"] = result.Limit == BenchLimit.None ? null : result.Limit.ToString().ToLowerInvariant(),
        }.ToJsonString(Indented);
    }

    public static string Name(BenchMode mode) => mode == BenchMode.Echo ? "echo" : "fan-out";

    /// <summary>Milliseconds in the unit that people read.</summary>
    public static string Time(double milliseconds) => milliseconds switch
    {
        < 1 => Line($"{milliseconds * 1000:0} µs"),
        < 10 => Line($"{milliseconds:0.00} ms"),
        < 1000 => Line($"{milliseconds:0} ms"),
        _ => Line($"{milliseconds / 1000:0.00} s"),
    };

    private static string? LimitOf(BenchResult result) => result.Limit switch
    {
        BenchLimit.Client => "this client, not the server: it had no processor left; ask from several machines, or from one with more processors",
        BenchLimit.Machine => Line($"this machine, {100 * result.Cost.MachineShare:0} % busy: the server may do better without this client and others beside it; ask from another machine"),
        _ => null,
    };

    private static string Processors(int count) => count == 1 ? "1 processor" : Line($"{count} processors");

    private static string Why(BenchResult result)
    {
        var lost = result.Lost == 0 ? null : Line($"connections lost: {result.Lost:n0}, {result.FirstLoss}");
        var unanswered = result.Unanswered == 0 ? null : Line($"messages unanswered: {result.Unanswered:n0}");
        var parts = new[] { lost, unanswered }.OfType<string>().ToList();
        return parts.Count == 0 ? "" : $" ({string.Join("; ", parts)})";
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
