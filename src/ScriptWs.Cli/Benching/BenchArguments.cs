using System.CommandLine.Parsing;
using System.Globalization;

namespace ScriptWs.Cli.Benching;

/// <summary>Reads the options of <c>scriptws bench</c>; what is wrong becomes a sentence.</summary>
internal static class BenchArguments
{
    public const string Echo = "echo", FanOut = "fan-out";

    public static string? Mode(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (text is Echo or FanOut) return text;
        result.AddError($"--mode {Printable.Line(text)}: \"{Printable.Line(text)}\" is not one of its values; there are echo and {FanOut}.");
        return null;
    }

    /// <summary>A whole number between two others.</summary>
    public static Func<ArgumentResult, int?> Number(string option, int least, int most) => result =>
    {
        var text = result.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option} {text}: write a number from {least} to {most}."));
        return null;
    };

    /// <summary>A duration: <c>500ms</c>, <c>10s</c>, <c>2m</c>; a bare number is seconds.</summary>
    public static Func<ArgumentResult, TimeSpan?> Duration(string option, TimeSpan least) => result =>
    {
        var text = result.Tokens.Single().Value;
        var digits = text.TrimEnd('m', 's');
        var unit = text[digits.Length..] switch { "ms" => 1, "s" or "" => 1000, "m" => 60_000, _ => 0 };
        if (unit > 0 && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            var time = TimeSpan.FromMilliseconds(Math.Min(number * unit, BenchPlan.MaxDuration.TotalMilliseconds + 1));
            if (time >= least && time <= BenchPlan.MaxDuration) return time;
        }

        result.AddError($"{option} {text}: write a duration as in 500ms, 10s or 2m, at most {BenchPlan.MaxDuration.TotalMinutes:0}m.");
        return null;
    };

    public static Requirement[]? Requirements(ArgumentResult result)
    {
        var found = new List<Requirement>();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            if (Requirement.Parse(text) is { } requirement) found.Add(requirement);
            else result.AddError($"--require {Printable.Line(text)}: write it as in p99<20ms, rate>=10000 or errors=0; there are p50, p90, p99, p99.9, max, mean, rate and errors.");
        }

        return [.. found];
    }
}
