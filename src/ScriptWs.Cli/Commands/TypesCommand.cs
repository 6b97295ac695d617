using System.CommandLine;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary><c>scriptws types</c>: writes the declarations of modules of C#, for editors.</summary>
internal static class TypesCommand
{
    private const string Reference = """
        Writes a file host-NAME.d.ts for each module of C# that the configuration names, so that an
        editor completes and checks what scripts import from "host:NAME". Nothing of a module runs.

        Examples:
          scriptws types                                   the modules of ./server.json
          scriptws types --output types
          scriptws types chat.js --modules:0:name orders --modules:0:assembly bin/Shop.dll

        Exit codes:
          0  the files are written
          2  there is no module, or one cannot be loaded
        """;

    public static Command Create(Streams streams, IReadOnlyList<string> settings)
    {
        var file = RunCommand.FileArgument();
        var output = new Option<string?>("--output")
        {
            Description = "Write the files into this folder. [default: the folder of the first script]",
            HelpName = "FOLDER",
        };
        var command = new ReferenceCommand("types", "Write TypeScript declarations of modules of C#.", Reference) { file, output };
        command.SetAction(result => Write(result.GetValue(file), result.GetValue(output), settings, streams.Out));
        return command;
    }

    private static int Write(string? file, string? folder, IReadOnlyList<string> settings, TextWriter output)
    {
        var options = ConfigurationFile.Load(RunTarget.Find(file, null, "types"), settings);
        if (options.Modules.Count == 0)
        {
            throw new CommandException(
                "the configuration names no module; add \"modules\": [{ \"name\": \"orders\", \"assembly\": \"Orders.dll\" }].");
        }

        var script = options.Endpoints.Select(endpoint => endpoint.Script).FirstOrDefault(script => script is not null);
        folder ??= Path.GetDirectoryName(Path.Combine(options.BaseDirectory, script ?? "")) ?? ".";
        Directory.CreateDirectory(folder);
        foreach (var (name, declarations) in ScriptWsModules.DescribeAll(options))
        {
            var path = Path.Combine(folder, $"host-{name}.d.ts");
            File.WriteAllText(path, declarations);
            output.WriteLine(path);
        }

        return ExitCode.Fine;
    }
}
