using System.CommandLine;
using System.CommandLine.Parsing;

namespace ScriptWs.Cli;

/// <summary>Makes options and arguments that take one of a few words.</summary>
internal static class Choice
{
    /// <param name="name">As in <c>--log-level</c>.</param>
    /// <param name="helpName">As in <c>LEVEL</c>.</param>
    /// <param name="description">What it is for, without a full stop.</param>
    /// <param name="words">The names of an enum's members in lower case, with bars between them; the first is the default.</param>
    /// <returns>An option without a value when it is not given.</returns>
    public static Option<T?> Of<T>(string name, string helpName, string description, string words)
        where T : struct, Enum
    {
        var option = new Option<T?>(name)
        {
            Description = $"{description}: {words.Replace("|", ", ", StringComparison.Ordinal)}. [default: {words.Split('|')[0]}]",
            HelpName = helpName,
            CustomParser = result => Parse<T>(result, name, words),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(words.Split('|'));
        return option;
    }

    /// <summary>Lets an argument be one of these words.</summary>
    public static void Between<T>(Argument<T?> argument, string name, string words)
        where T : struct, Enum
    {
        argument.CustomParser = result => Parse<T>(result, name, words);
        argument.CompletionSources.Clear();
        argument.CompletionSources.Add(words.Split('|'));
    }

    private static T? Parse<T>(ArgumentResult result, string name, string words)
        where T : struct, Enum
    {
        var word = result.Tokens[0].Value;
        var choices = words.Split('|');
        if (choices.Contains(word)) return Enum.Parse<T>(word, ignoreCase: true);

        var advice = Spelling.Nearest(word, choices) is { } nearest ? $"did you mean \"{nearest}\"?" : $"there are {string.Join(", ", choices)}.";
        result.AddError($"{name} {word}: \"{word}\" is not one of its values; {advice}");
        return null;
    }
}
