using System.CommandLine;
using System.CommandLine.Invocation;

namespace ScriptWs.Cli;

/// <summary>Prints one line and ends.</summary>
internal sealed class PrintAction(string line) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(line);
        return ExitCode.Fine;
    }
}
