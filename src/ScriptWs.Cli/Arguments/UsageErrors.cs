using System.CommandLine;
using System.CommandLine.Parsing;

namespace ScriptWs.Cli;

/// <summary>Says what is wrong with a command line, and what may have been meant.</summary>
internal static class UsageErrors
{
    /// <returns>A sentence for each error; none when the command line is right.</returns>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var name = command is RootCommand ? "scriptws" : $"scriptws {command.Name}";

        // The library hands an option that it does not know to the first argument that has room.
        var misplaced = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Where(IsOption);
        var unknown = misplaced.Concat(result.UnmatchedTokens).ToList();
        if (unknown.FirstOrDefault(IsOption) is { } option) return [ExplainUnknown(option, command, name)];
        if (unknown.Count > 0) return [.. unknown.Select(token => ExplainUnknown(token, command, name))];

        return [.. result.Errors.Select(error => error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0 } bare => $"{bare.Option.Name} needs a value: {bare.Option.Name} {bare.Option.HelpName}.",
            OptionResult many when many.Tokens.Count > many.Option.Arity.MaximumNumberOfValues => $"{many.Option.Name} is given more than once.",
            ArgumentResult { Tokens.Count: 0 } argument => $"{name} needs {argument.Argument.HelpName}; see {name} --help.",
            CommandResult => command.Arguments.FirstOrDefault() is { } missing
                ? $"{name} needs {missing.HelpName}; see {name} --help."
                : $"{name} needs a command; see {name} --help.",
            _ => error.Message,
        }).Distinct()];
    }

    /// <summary>A script, a server.json or a folder in place of a command is to be run.</summary>
    private static string? AsTarget(string token) => Path.Exists(token) ? $"scriptws run {token}" : null;

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-';

    private static string ExplainUnknown(string token, Command command, string name)
    {
        var isOption = IsOption(token);
        var names = isOption
            ? command.Options.SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name);
        var kind = (isOption, command.Subcommands.Count > 0) switch
        {
            (true, _) => $"is not an option of {name}",
            (false, true) => "is not a command",
            _ => $"is one argument too many for {name}",
        };
        var isRoot = command.Subcommands.Count > 0;
        var meant = isOption ? Synonyms.OfOption(token.Split('=')[0], command) : isRoot ? Synonyms.OfCommand(token) ?? AsTarget(token) : null;
        return (meant ?? Spelling.Nearest(token, names)) is { } nearest
            ? $"\"{token}\" {kind}; did you mean \"{nearest}\"?"
            : $"\"{token}\" {kind}; see {name} --help.";
    }
}
