namespace ScriptWs.Cli.Completing;

/// <summary>Completion for zsh.</summary>
internal static class ZshCompletion
{
    public static void Write(IReadOnlyList<CompletedCommand> commands, TextWriter output)
    {
        output.WriteLine("""
            #compdef scriptws
            # Completion of scriptws for zsh: source <(scriptws completion zsh), or a file named _scriptws in a folder of $fpath.
            _scriptws() {
              local -a commands
              commands=(
            """);
        foreach (var command in commands) output.WriteLine($"    {Quoted($"{command.Name}:{command.Description}")}");
        output.WriteLine("""
              )
              if (( CURRENT == 2 )); then
                _describe -t commands command commands
                _arguments '--help[Print the help and end]' '--version[Print the version and end]'
                return
              fi
              local command=$words[2]
              words=("${(@)words[2,-1]}")
              (( CURRENT-- ))
              case $command in
            """);
        foreach (var command in commands)
        {
            output.WriteLine($"    {command.Name})");
            output.WriteLine("      _arguments \\");
            foreach (var option in command.Options)
            {
                foreach (var name in option.Names) output.WriteLine($"        {Quoted(Specification(option, name))} \\");
            }

            output.WriteLine($"        {string.Join(' ', command.Arguments.Select((argument, index) => Quoted($"{(index == 0 && command.Arguments.Count > 1 ? "1" : "*")}:{Escaped(argument.Name)}:{ActionOf(argument)}")))}");
            output.WriteLine("      ;;");
        }

        output.WriteLine("""
              esac
            }
            if [[ $funcstack[1] == _scriptws ]]; then _scriptws "$@"; else compdef _scriptws scriptws; fi
            """);
    }

    private static string Specification(CompletedOption option, string name)
    {
        var repeats = option.Repeats ? "*" : "";
        // Both --option=VALUE and --option VALUE.
        return option.Value is { } value
            ? $"{repeats}{name}{(name.StartsWith("--", StringComparison.Ordinal) ? "=" : "")}[{Escaped(option.Description)}]:{Escaped(value.Name)}:{ActionOf(value)}"
            : $"{repeats}{name}[{Escaped(option.Description)}]";
    }

    private static string ActionOf(CompletedValue value) =>
        value.Words.Count > 0 ? $"({string.Join(' ', value.Words.Select(Escaped))})" : value.IsPath ? "_files" : " ";

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
