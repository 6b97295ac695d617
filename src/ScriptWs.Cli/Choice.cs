using System.CommandLine;

namespace ScriptWs.Cli;

/// <summary>Makes options that take one of a few words.</summary>
internal static class Choice
{
    /// <param name="name">As in <c>--log-level</c>.</param>
    /// <param name="helpName">As in <c>LEVEL</c>.</param>
    /// <param name="description">What it is for, without a full stop.</param>
    /// <param name="words">The names of an enum's members in lower case, with bars between them; the first is the default.</param>
    /// <returns>An option without a value when it is not given.</returns>
    public static Option<T?> Of<T>(string name, string helpName, string description, string words)
        where T : struct, Enum => new(name)
        {
            Description = $"{description}: {words.Replace("|", ", ", StringComparison.Ordinal)}. [default: {words.Split('|')[0]}]",
            HelpName = helpName,
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                var known = words.Split('|');
                if (known.Contains(word)) return Enum.Parse<T>(word, ignoreCase: true);

                var advice = Spelling.Nearest(word, known) is { } nearest ? $"did you mean \"{nearest}\"?" : $"there are {string.Join(", ", known)}.";
                result.AddError($"{name} {word}: \"{word}\" is not one of its values; {advice}");
                return null;
            },
        };
}
