using System.Globalization;
using ScriptWs.Cli.Handover;

namespace ScriptWs.Cli.Terminal;

/// <summary>Counts what could not be written to one stream, and why. Any thread.</summary>
internal sealed class Losses
{
    private readonly Lock _lock = new();
    private long _total;
    private long _reported;
    private string _reason = "";

    /// <summary>The line that reports a loss: how many lines, and why.</summary>
    public Func<long, string, string> Report { get; set; } = static (count, reason) => $"scriptws: {Describe(count, reason)}";

    /// <summary>Lines lost so far.</summary>
    public long Total
    {
        get
        {
            lock (_lock) return _total;
        }
    }

    /// <summary>Why the last line was lost.</summary>
    public string Reason
    {
        get
        {
            lock (_lock) return _reason;
        }
    }

    public static string Describe(long count, string reason) =>
        $"{(count == 1 ? "1 line" : string.Create(CultureInfo.InvariantCulture, $"{count} lines"))} could not be written here: {reason}.";

    public void Add(string reason)
    {
        lock (_lock) (_total, _reason) = (_total + 1, reason);
    }

    /// <summary>What no line has reported yet; <see cref="Reported"/> follows once one has.</summary>
    public (long Total, long New, string Reason) Unreported
    {
        get
        {
            lock (_lock) return (_total, _total - _reported, _reason);
        }
    }

    public void Reported(long total)
    {
        lock (_lock) _reported = total;
    }
}
