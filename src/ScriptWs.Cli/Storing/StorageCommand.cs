using System.CommandLine;
using ScriptWs.Configuration;
using ScriptWs.Storage;

namespace ScriptWs.Cli;

/// <summary><c>scriptws storage</c>: copies of a storage file, and its check.</summary>
internal static class StorageCommand
{
    private const string Words = "export|import|check";

    private const string Reference = """
        Works on the file that storage.path names. A server may run meanwhile.

        export prints one line of JSON per key: key, value or clone (base64, for what JSON cannot
        express), expiresAt and endpoint. import reads such lines from stdin and replaces keys that
        the file has. check reads the whole file.

        Examples:
          scriptws storage export > backup.jsonl
          scriptws storage import chat/server.json < backup.jsonl
          scriptws storage check

        Exit codes:
          0  success
          1  check found problems
          2  the file is missing or cannot be used, or a line is wrong
        """;

    public static Command Create(Streams streams, IReadOnlyList<string> settings)
    {
        var action = new Argument<StorageAction?>("ACTION")
        {
            Description = "export, import or check.",
            HelpName = "ACTION",
            Arity = ArgumentArity.ExactlyOne,
        };
        Choice.Between(action, "ACTION", Words);
        var file = new Argument<string?>("FILE")
        {
            Description = "A server.json, or a folder that contains one. [default: ./server.json]",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new ReferenceCommand("storage", "Export, import or check the storage file of a server.", Reference) { action, file };
        command.SetAction(result => Run(result.GetRequiredValue(action)!.Value, PathOf(result.GetValue(file), settings), streams));
        return command;
    }

    /// <summary>The storage file, as seen from the current folder.</summary>
    private static string PathOf(string? file, IReadOnlyList<string> settings)
    {
        var options = ConfigurationFile.Load(RunTarget.Find(file, null, "storage"), settings);
        if (options.Storage.Backend != StorageBackend.File)
            throw new CommandException(
                $"storage.backend is \"{options.Storage.Backend.ToString().ToLowerInvariant()}\", which has no file; set it to \"file\".");
        return Path.GetRelativePath(".", Path.GetFullPath(options.Storage.Path, Path.GetFullPath(options.BaseDirectory)));
    }

    private static int Run(StorageAction action, string path, Streams streams)
    {
        try
        {
            if (action == StorageAction.Check) return Check(path, streams);

            if (action == StorageAction.Export) StorageBackup.Export(path, streams.Out);
            else streams.Error.WriteLine($"{Counted(StorageBackup.Import(path, streams.In))} imported into {path}.");
            return ExitCode.Fine;
        }
        catch (ScriptWsException e)
        {
            throw new CommandException(e.Message, ExitCode.Mendable, e);
        }
    }

    private static int Check(string path, Streams streams)
    {
        var problems = StorageBackup.Check(path, out var keys);
        foreach (var problem in problems) streams.Error.WriteLine($"{path}: {problem}");
        if (problems.Count > 0) return ExitCode.Failed;

        streams.Out.WriteLine($"{path} is fine: {Counted(keys)}.");
        return ExitCode.Fine;
    }

    private static string Counted(long keys) => keys == 1 ? "1 key" : $"{keys} keys";
}
