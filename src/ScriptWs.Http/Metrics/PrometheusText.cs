using System.Globalization;
using System.Text;

namespace ScriptWs.Http.Metrics;

/// <summary>Figures in Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    public void Add(Family family)
    {
        if (family.AllSeries.Count == 0) return;

        var name = NameOf(family);
        Head(name, family.IsHistogram ? "histogram" : family.IsCounter ? "counter" : "gauge", family.Description);
        foreach (var series in family.AllSeries)
        {
            var labels = string.Join(',', series.Attributes.Select(attribute => $"{LabelOf(attribute.Key)}=\"{Escape(Convert.ToString(attribute.Value, CultureInfo.InvariantCulture) ?? "")}\""));
            if (family.IsHistogram) AddHistogram(name, labels, series);
            else Line(name, labels, series.Value);
        }
    }

    /// <summary>A figure that is no instrument's.</summary>
    public void Add(string name, string type, string description, double value)
    {
        Head(name, type, description);
        Line(name, "", value);
    }

    public override string ToString() => _text.ToString();

    /// <summary>Dots and units in Prometheus' manner: <c>scriptws.io.sent</c> in bytes is <c>scriptws_io_sent_bytes_total</c>.</summary>
    private static string NameOf(Family family)
    {
        var unit = family.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return $"{LabelOf(family.Name)}{unit}{(family.IsCounter ? "_total" : "")}";
    }

    private static string LabelOf(string attribute) => attribute.Replace('.', '_');

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private void AddHistogram(string name, string labels, Series series)
    {
        var (counts, total) = (series.Counts, 0L);
        var before = labels.Length == 0 ? "" : labels + ",";
        for (var bucket = 0; bucket < counts.Count; bucket++)
        {
            total += counts[bucket];
            Line($"{name}_bucket", $"{before}le=\"{(bucket < Series.Bounds.Count ? Number(Series.Bounds[bucket]) : "+Inf")}\"", total);
        }

        Line($"{name}_sum", labels, series.Value);
        Line($"{name}_count", labels, total);
    }

    private void Head(string name, string type, string description) =>
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {description}\n# TYPE {name} {type}\n");

    private void Line(string name, string labels, double value) =>
        _text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(Number(value)).Append('\n');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
