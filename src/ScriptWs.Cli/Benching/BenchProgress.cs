using System.Globalization;

namespace ScriptWs.Cli.Benching;

/// <summary>Tells how a run goes: on a terminal one line that changes, elsewhere a line for each second.</summary>
internal sealed class BenchProgress(TextWriter output, bool isTerminal)
{
    private const int Width = 78;
    private bool _hasLine;

    public void Show(string phase, double rate, IEnumerable<BenchTally> tallies)
    {
        var latencies = new LatencyHistogram();
        foreach (var tally in tallies) latencies.Add(tally.Latencies);
        var so = latencies.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
            $", p50 {BenchReport.Time(BenchClock.Milliseconds(latencies.Percentile(0.5)))}, p99 {BenchReport.Time(BenchClock.Milliseconds(latencies.Percentile(0.99)))}");
        Write(string.Create(CultureInfo.InvariantCulture, $"{phase}: {rate:n0} messages/s{so}"));
    }

    /// <summary>Takes the changing line away.</summary>
    public void Clear()
    {
        if (_hasLine) output.Write("\r" + new string(' ', Width) + "\r");
        _hasLine = false;
    }

    private void Write(string line)
    {
        _hasLine = isTerminal;
        if (isTerminal) output.Write("\r" + line.PadRight(Width));
        else output.WriteLine(line);
    }
}
