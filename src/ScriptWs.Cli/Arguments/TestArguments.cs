using System.CommandLine.Parsing;
using System.Globalization;
using ScriptWs.Cli.Handover;
using ScriptWs.Testing;

namespace ScriptWs.Cli;

/// <summary>Reads the options of <c>scriptws test</c>; what is wrong becomes a sentence.</summary>
internal static class TestArguments
{
    private static readonly string[] FileFormats = ["html", "messages", "junit"];

    /// <summary><c>pretty</c>, or the kind and file of a report: <c>html:report.html</c>.</summary>
    public static (string Kind, string? File)[] ParseFormats(ArgumentResult result)
    {
        var formats = new List<(string, string?)>();
        foreach (var text in result.Tokens.Select(token => token.Value))
        {
            var parts = text.Split(':', 2);
            if (text == "pretty") formats.Add(("pretty", null));
            else if (FileFormats.Contains(parts[0]) && parts is [_, { Length: > 0 } file]) formats.Add((parts[0], file));
            else result.AddError($"\"{text}\" is not a format; write pretty, html:FILE, messages:FILE or junit:FILE.");
        }

        return [.. formats];
    }

    public static int? ParseParallel(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 256) return number;
        result.AddError($"\"{text}\" is not a number of scenarios; write one from 1 to 256.");
        return null;
    }

    /// <summary><c>defined</c>, <c>reverse</c>, <c>random</c> or <c>random:SEED</c>.</summary>
    public static (ScenarioOrder Order, int? Seed) ParseOrder(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var parts = text.Split(':', 2);
        if (parts is ["random", var seed] && int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return (ScenarioOrder.Random, number);
        if (parts is [var name] && Enum.TryParse<ScenarioOrder>(name, ignoreCase: true, out var order) && !char.IsAsciiDigit(name[0])) return (order, null);
        result.AddError($"\"{text}\" is not an order; write defined, reverse, random or random:SEED.");
        return default;
    }
}
