using System.CommandLine;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary><c>scriptws check</c>: everything that <c>run</c> would refuse, told without serving.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("server.json") { Description = "The configuration; ./server.json by default.", DefaultValueFactory = _ => "server.json" };
        var command = new Command("check", "Check the configuration and load the scripts, without serving.") { file };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Check(parsed.GetValue(file)!, parsed.UnmatchedTokens, terminal));
        return command;
    }

    private static int Check(string file, IReadOnlyList<string> settings, Terminal terminal)
    {
        var options = ServerConfiguration.Load(file, settings);
        var failures = ScriptWsServer.Check(options);
        foreach (var failure in failures) terminal.Error.WriteLine($"scriptws: {failure}");
        if (failures.Count > 0) return CliApp.Fixable;

        terminal.Out.WriteLine($"{file}: the configuration and {options.Endpoints.Count(endpoint => endpoint.Script is not null)} script(s) are fine");
        return CliApp.Fine;
    }
}
