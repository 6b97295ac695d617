namespace ScriptWs.Cli.Completing;

/// <summary>Completion for bash, which knows words and no descriptions.</summary>
internal static class BashCompletion
{
    public static void Write(IReadOnlyList<CompletedCommand> commands, TextWriter output)
    {
        output.WriteLine($$"""
            # Completion of scriptws for bash: source <(scriptws completion bash)
            _scriptws() {
              local IFS=$' \t\n' cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words="" paths=""
              # Bash takes "--option=value" apart.
              if [[ $cur == "=" ]]; then cur=""; elif [[ $prev == "=" ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
              COMPREPLY=()
              if [[ $COMP_CWORD -eq 1 ]]; then
                words="{{string.Join(' ', commands.Select(command => command.Name))}} --help --version"
              else
                case ${COMP_WORDS[1]} in
            """);
        foreach (var command in commands) Write(command, output);
        output.WriteLine("""
                esac
              fi
              if [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
              if [[ -n $paths ]]; then compopt -o default 2> /dev/null; fi
            }
            complete -F _scriptws scriptws
            """);
    }

    private static void Write(CompletedCommand command, TextWriter output)
    {
        output.WriteLine($"      {command.Name})");
        output.WriteLine("        case $prev in");
        foreach (var option in command.Options)
        {
            if (option.Value is { } value) output.WriteLine($"          {string.Join('|', option.Names)}) {Offer(value.Words, value.IsPath)} ;;");
        }

        output.WriteLine("          *)");
        output.WriteLine($"            if [[ $cur == -* ]]; then {Offer([.. command.Options.SelectMany(option => option.Names)], isPath: false)}");
        output.WriteLine($"            else {Offer(command.Words, command.TakesPaths)}; fi ;;");
        output.WriteLine("        esac ;;");
    }

    private static string Offer(IReadOnlyList<string> words, bool isPath) =>
        words.Count > 0 ? $"words=\"{string.Join(' ', words)}\"" : isPath ? "paths=1" : ":";
}
