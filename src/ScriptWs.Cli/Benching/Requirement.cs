using System.Globalization;

namespace ScriptWs.Cli.Benching;

/// <summary>What a run must reach, as in <c>p99&lt;20ms</c>.</summary>
/// <param name="Text">As the user wrote it.</param>
/// <param name="Figure">The name of a figure.</param>
/// <param name="Operator">One of <c>&lt; &lt;= &gt; &gt;= =</c>.</param>
/// <param name="Value">Milliseconds for latencies, else a number.</param>
internal sealed record Requirement(string Text, string Figure, string Operator, double Value)
{
    private static readonly string[] Latencies = ["p50", "p90", "p99", "p99.9", "max", "mean"];
    private static readonly string[] Numbers = ["rate", "errors"];
    private static readonly string[] Operators = ["<=", ">=", "<", ">", "="];

    /// <returns><c>null</c> when the text is none.</returns>
    public static Requirement? Parse(string text)
    {
        if (Operators.FirstOrDefault(candidate => text.Contains(candidate, StringComparison.Ordinal)) is not { } op) return null;

        var (name, value) = (text[..text.IndexOf(op, StringComparison.Ordinal)].Trim(), text[(text.IndexOf(op, StringComparison.Ordinal) + op.Length)..].Trim());
        if (Numbers.Contains(name)) return ParseNumber(value) is { } number ? new Requirement(text, name, op, number) : null;
        if (!Latencies.Contains(name)) return null;

        var digits = value.TrimEnd('u', 'µ', 'm', 's');
        double unit = value[digits.Length..] switch { "us" or "µs" => 0.001, "ms" => 1, "s" => 1000, _ => 0 };
        return unit > 0 && ParseNumber(digits) is { } time ? new Requirement(text, name, op, time * unit) : null;
    }

    public bool IsMetBy(BenchResult result) => result.Figure(Figure)!.Value is var found && Operator switch
    {
        "<" => found < Value,
        "<=" => found <= Value,
        ">" => found > Value,
        ">=" => found >= Value,
        _ => found == Value,
    };

    /// <summary>What was found, as people read it.</summary>
    public string FoundIn(BenchResult result) => Latencies.Contains(Figure)
        ? BenchReport.Time(result.Figure(Figure)!.Value)
        : result.Figure(Figure)!.Value.ToString("#,0.#", CultureInfo.InvariantCulture);

    private static double? ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
