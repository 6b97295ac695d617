using System.CommandLine;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary><c>scriptws check</c>: what <c>run</c> would find wrong, without serving.</summary>
internal static class CheckCommand
{
    private const string Reference = """
        Reads the configuration with its environment variables and settings as "scriptws run" would, and
        tests its addresses and certificates. Reads every script with everything that it imports: syntax,
        packages, modules of C#, exports and jobs. Prints all problems together, each with its file and
        line. A port in use is not a problem: the server itself may use it.

        Warns of settings that a script reads or its types declare and that have no value, and of servers
        that it names and fetch.allow does not contain.

        No script runs. With --run, scripts without a problem are also loaded as at a start, with their
        selfTest: that finds errors which only running code can show.

        With --json, stdout is one object: ok, target, problems, warnings, listen and endpoints. A
        problem has a message, and the file and line where they are known.

        Examples:
          scriptws check                                   check ./server.json
          scriptws check chat/server.json --script:memory 1GiB
          scriptws check chat --json                       for an editor, or a pipeline
          scriptws check --run                             before a deployment

        Exit codes:
          0  it can be served
          2  problems were found
        """;

    public static Command Create(Streams streams, IReadOnlyList<string> settings)
    {
        var file = RunCommand.FileArgument();
        var json = new Option<bool>("--json") { Description = "Print the result as JSON, including problems." };
        var run = new Option<bool>("--run") { Description = "Also load each script, as a start does." };
        var command = new ReferenceCommand("check", "Check a server.json and its scripts, without serving.", Reference) { file, json, run };
        command.SetAction(result =>
        {
            var report = Check(result.GetValue(file), settings, result.GetValue(run));
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

    private static CheckReport Check(string? file, IReadOnlyList<string> settings, bool runsScripts)
    {
        var name = file ?? RunTarget.DefaultName;
        try
        {
            var target = RunTarget.Find(file, null, "check");
            name = target.Script ?? target.Configuration ?? name;
            var options = ConfigurationFile.Load(target, settings);
            var problems = ScriptWsCheck.Of(options, runsScripts, out var warnings);
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
