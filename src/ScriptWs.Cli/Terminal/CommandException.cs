namespace ScriptWs.Cli;

/// <summary>Ends the command with a sentence for the user.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.Mendable, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
