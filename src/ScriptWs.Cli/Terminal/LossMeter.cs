using System.Diagnostics.Metrics;

namespace ScriptWs.Cli.Terminal;

/// <summary>Lines that could not be written, as a metric of the server.</summary>
internal static class LossMeter
{
    /// <param name="server">Whose metrics it is one of.</param>
    /// <param name="output">What stdout has lost; <c>null</c> where it is not counted.</param>
    /// <param name="error">What stderr has lost; <c>null</c> where it is not counted.</param>
    public static Meter Create(ScriptWsServer server, Losses? output, Losses? error)
    {
        var meter = new Meter(new MeterOptions("ScriptWs") { Scope = server });
        meter.CreateObservableCounter(
            "scriptws.output.lost", () => (Measurement<long>[])[Of("stdout", output), Of("stderr", error)], "{line}", "Lines of stdout, and of the log on stderr, that could not be written.");
        return meter;
    }

    private static Measurement<long> Of(string stream, Losses? losses) => new(losses?.Total ?? 0, new KeyValuePair<string, object?>("scriptws.stream", stream));
}
