using System.Globalization;

namespace ScriptWs.Fuzz;

/// <summary>What the command is asked for.</summary>
/// <param name="Seconds">How long, all targets together.</param>
/// <param name="Seed">The first seed; each input has the next one.</param>
/// <param name="Target">A target's name, or the first part of it; all by default.</param>
/// <param name="Count">Inputs of each target at most; no limit by default.</param>
/// <param name="Case">A file with one input, to be tried in place of generated ones.</param>
/// <param name="Found">Where inputs that fail are written.</param>
public sealed record FuzzOptions(double Seconds, int Seed, string? Target, long Count, string? Case, string Found)
{
    public const string Usage = "usage: --seconds N [--seed N] [--count N] [--target NAME] [--found FOLDER] | --target NAME --case FILE";

    /// <exception cref="FormatException">An argument is wrong; the message says which.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> args)
    {
        var options = new FuzzOptions(60, Random.Shared.Next(), null, long.MaxValue, null, "artifacts/fuzz");
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count) throw new FormatException($"{args[i]} has no value; {Usage}");
            var value = args[i + 1];
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--count" => options with { Count = long.Parse(value, CultureInfo.InvariantCulture) },
                "--target" when FuzzTargets.Select(value).Count > 0 => options with { Target = value },
                "--target" => throw new FormatException($"there is no target \"{value}\"; targets are {string.Join(", ", FuzzTargets.Names)}."),
                "--case" => options with { Case = value },
                "--found" => options with { Found = value },
                _ => throw new FormatException($"{args[i]} is unknown; {Usage}"),
            };
        }

        return options;
    }
}
