namespace ScriptWs.Cli.Completing;

/// <summary>Completion for PowerShell, on any system.</summary>
internal static class PowerShellCompletion
{
    public static void Write(IReadOnlyList<CompletedCommand> commands, TextWriter output)
    {
        output.WriteLine("""
            # Completion of scriptws for PowerShell: scriptws completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName scriptws -ScriptBlock {
              param($wordToComplete, $commandAst, $cursorPosition)
              $commands = [ordered]@{
            """);
        foreach (var command in commands)
        {
            output.WriteLine($"    {Quoted(command.Name)} = @{{ about = {Quoted(command.Description)}; words = {ListOf(command.Words)}; paths = {Flag(command.TakesPaths)}; options = [ordered]@{{");
            foreach (var option in command.Options)
            {
                var value = option.Value is { } taken ? $"; words = {ListOf(taken.Words)}; paths = {Flag(taken.IsPath)}" : "";
                foreach (var name in option.Names) output.WriteLine($"      {Quoted(name)} = @{{ about = {Quoted(option.Description)}{value} }}");
            }

            output.WriteLine("    } }");
        }

        output.WriteLine("""
              }
              function Offer($word, $about) {
                if ($word -like "$wordToComplete*") { [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $about) }
              }
              $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
              if ($before.Count -le 1) {
                foreach ($name in $commands.Keys) { Offer $name $commands[$name].about }
                Offer '--help' 'Print the help and end'
                Offer '--version' 'Print the version and end'
                return
              }
              $command = $commands[$before[1]]
              if ($null -eq $command) { return }
              $place = $command
              $option = $command.options[$before[-1]]
              if ($null -ne $option -and $option.Contains('words')) { $place = $option }
              elseif ($wordToComplete -like '-*') {
                foreach ($name in $command.options.Keys) { Offer $name $command.options[$name].about }
                return
              }
              foreach ($word in $place.words) { Offer $word $word }
              if ($place.paths) { [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete) }
            }
            """);
    }

    private static string ListOf(IReadOnlyList<string> words) => $"@({string.Join(", ", words.Select(Quoted))})";

    private static string Flag(bool value) => value ? "$true" : "$false";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
