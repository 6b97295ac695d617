namespace ScriptWs.Cli.Completing;

/// <summary>Completion for fish.</summary>
internal static class FishCompletion
{
    public static void Write(IReadOnlyList<CompletedCommand> commands, TextWriter output)
    {
        output.WriteLine("""
            # Completion of scriptws for fish: scriptws completion fish | source
            complete -c scriptws -e
            complete -c scriptws -f
            complete -c scriptws -n __fish_use_subcommand -l help -s h -d 'Print the help and end'
            complete -c scriptws -n __fish_use_subcommand -l version -d 'Print the version and end'
            """);
        foreach (var command in commands)
        {
            output.WriteLine($"complete -c scriptws -n __fish_use_subcommand -a {command.Name} -d {Quoted(command.Description)}");
            var here = $"complete -c scriptws -n '__fish_seen_subcommand_from {command.Name}'";
            if (command.Words.Count > 0) output.WriteLine($"{here} -a {Quoted(string.Join(' ', command.Words))}");
            else if (command.TakesPaths) output.WriteLine($"{here} -F");
            foreach (var option in command.Options)
            {
                var names = string.Join(' ', option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}"));
                output.WriteLine($"{here} {names}{Offer(option.Value)} -d {Quoted(option.Description)}");
            }
        }
    }

    private static string Offer(CompletedValue? value) => value switch
    {
        null => "",
        { Words.Count: > 0 } => $" -x -a {Quoted(string.Join(' ', value.Words))}",
        { IsPath: true } => " -r -F",
        _ => " -x",
    };

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
