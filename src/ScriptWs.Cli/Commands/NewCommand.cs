using System.CommandLine;

namespace ScriptWs.Cli;

/// <summary><c>scriptws new</c>: writes a server to begin with.</summary>
internal static class NewCommand
{
    private const string Reference = """
        Writes server.json and its schema, scripts/ with the template, the types and settings for
        an editor, features/ that test it, and a README.md. If a file exists already,
        nothing is written at all.

        Templates:
          echo  sends every message back
          chat  names, rooms, private messages, history, and a page for browsers
          ts    rooms, in TypeScript

        Examples:
          scriptws new my-server
          scriptws new my-chat --template chat

        Exit codes:
          0  written
          1  not written
          2  invalid command line, or a file exists already
        """;

    public static Command Create(Streams streams)
    {
        var directory = new Argument<string>("DIRECTORY") { Description = "The directory to write to. Created if it does not exist.", HelpName = "DIRECTORY" };
        var template = Choice.Of<Template>("--template", "NAME", "The template", "echo|chat|ts");
        var command = new ReferenceCommand("new", "Create a server from a template.", Reference) { directory, template };
        command.SetAction(result => Write(result.GetRequiredValue(directory), result.GetValue(template) ?? Template.Echo, streams.Out));
        return command;
    }

    private static int Write(string directory, Template template, TextWriter output)
    {
        var files = TemplateFiles.Of(template);
        if (files.Keys.FirstOrDefault(file => Path.Exists(Path.Combine(directory, file))) is { } existing)
            throw new CommandException($"{Path.Combine(directory, existing)} is there already; nothing was written. Choose another directory.");
        if (File.Exists(directory))
            throw new CommandException($"{directory} is a file; choose another name for the directory.");

        foreach (var (file, text) in files)
        {
            var path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            output.WriteLine($"wrote {path}");
        }

        output.WriteLine($"""

            Next:
              scriptws run {directory}
              scriptws connect ws://127.0.0.1:8080/     in another window
              scriptws test {Path.Combine(directory, "features")}
            Its behaviour is in {Path.Combine(directory, TemplateFiles.ScriptOf(template))}. Save it, and the next message runs the new version.
            """);
        return ExitCode.Fine;
    }
}
