using System.CommandLine;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary><c>scriptws check</c>: what <c>run</c> would find wrong, without serving.</summary>
internal static class CheckCommand
{
    private const string Reference = """
        Reads the configuration with its environment variables and settings as "scriptws run" would,
        tests its addresses and certificates, and loads every script. Prints all problems together, each
        with its file and line. A port in use is not a problem: the server itself may use it.

        With --json, stdout is one object: ok, target, problems, warnings, listen and endpoints. A
        problem has a message, and the file and line where they are known.

        Examples:
          scriptws check                                   check ./server.json
          scriptws check chat/server.json --script:memory 1GiB
          scriptws check chat --json                       for an editor, or a pipeline

        Exit codes:
          0  it can be served
          2  problems were found
        """;

    public static Command Create(Streams streams, IReadOnlyList<string> settings)
    {
        var file = RunCommand.FileArgument();
        var json = new Option<bool>("--json") { Description = "Print the result as JSON, including problems." };
        var command = new ReferenceCommand("check", "Check a server.json and load its scripts, without serving.", Reference) { file, json };
        command.SetAction(result =>
        {
            var report = Check(result.GetValue(file), settings);
            if (result.GetValue(json)) streams.Out.WriteLine(report.ToJson());
            else report.Write(streams.Out, streams.Error);
            return report.IsFine ? ExitCode.Fine : ExitCode.Mendable;
        });
        return command;
    }

    /// <summary>In a program C# handlers can answer there; in this command nothing can.</summary>
    private static IEnumerable<string> WithoutScript(ScriptWsOptions options) =>
        from endpoint in options.Endpoints.Index()
        where endpoint.Item.Script is null
        select $"endpoint {endpoint.Item.Path}: there is no script; set endpoints[{endpoint.Index}].script.";

    private static CheckReport Check(string? file, IReadOnlyList<string> settings)
    {
        var name = file ?? RunTarget.DefaultName;
        try
        {
            var target = RunTarget.Find(file, null, "check");
            name = target.Script ?? target.Configuration ?? name;
            var options = ConfigurationFile.Load(target, settings);
            var problems = ScriptWsServer.Check(options, out var warnings);
            return new CheckReport(name, options, [.. WithoutScript(options), .. problems], warnings);
        }
        catch (CommandException e)
        {
            return new CheckReport(name, null, [e.Message], []);
        }
        catch (ConfigurationException e)
        {
            return new CheckReport(name, null, [.. e.Errors.Select(error => error.ToString())], []);
        }
    }
}
