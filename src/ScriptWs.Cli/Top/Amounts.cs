using System.Globalization;

namespace ScriptWs.Cli.Top;

/// <summary>Figures as people read them.</summary>
internal static class Amounts
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>As in <c>1,204</c>.</summary>
    public static string Count(double count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>As in <c>12.5/s</c>.</summary>
    public static string Rate(double perSecond) => perSecond.ToString(perSecond is > 0 and < 100 ? "0.#" : "#,0", CultureInfo.InvariantCulture) + "/s";

    /// <summary>As in <c>1.5 MiB</c>.</summary>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1) (bytes, unit) = (bytes / 1024, unit + 1);
        return $"{bytes.ToString(unit > 0 && bytes < 100 ? "0.0" : "0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>The two largest units, as in <c>3 h 12 min</c>.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} d {time.Hours} h",
    };

    /// <summary>A row of blocks, as high as the values are beside the largest.</summary>
    public static string Bars(IReadOnlyCollection<double> values)
    {
        const string Blocks = "▁▂▃▄▅▆▇█";
        var largest = values.DefaultIfEmpty().Max();
        return string.Concat(values.Select(value => Blocks[largest > 0 ? (int)Math.Round(value / largest * (Blocks.Length - 1)) : 0]));
    }
}
