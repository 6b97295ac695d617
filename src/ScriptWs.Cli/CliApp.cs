using System.CommandLine;
using System.Reflection;
using ScriptWs.Cli.Benching;
using ScriptWs.Cli.Client;
using ScriptWs.Cli.Logging;
using ScriptWs.Cli.Nodes;
using ScriptWs.Cli.Terminal;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary>The whole command: parses, runs, and turns failures into sentences and exit codes.</summary>
internal static class CliApp
{
    private const string Description = "A WebSocket server whose behaviour is a JavaScript file.";

    private const string Reference = """
        Without a command, "scriptws" runs "scriptws run".

        Examples:
          scriptws new my-server                create a server
          scriptws run my-server                serve it
          scriptws connect ws://127.0.0.1:8080/ talk to it, from another terminal

        Exit codes:
          0  success
          1  it ran and failed
          2  invalid command line, configuration or script, or the port is in use
          3  run --supervised gave up restarting

        "scriptws COMMAND --help" describes a command.
        """;

    internal static ParserConfiguration Parsing { get; } = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static string Version { get; } =
        typeof(CliApp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Streams streams, StopSignal stop)
    {
        var whole = WithDefaultCommand(args);
        if (whole[0] == "run")
        {
            using var queued = new QueuedStreams(streams);
            return await RunWholeAsync(whole, queued.Streams, stop);
        }

        var exitCode = await RunWholeAsync(whole, streams, stop);
        // A reader that has seen enough, such as head, has not failed.
        if (streams.OutLosses is not { Total: > 0, Reason: not DescriptorWriter.NoReader } losses) return exitCode;
        streams.Error.WriteLine($"scriptws: the output is not complete: {losses.Reason}.");
        return exitCode == ExitCode.Fine ? ExitCode.Failed : exitCode;
    }

    private static async Task<int> RunWholeAsync(IReadOnlyList<string> whole, Streams streams, StopSignal stop)
    {
        try
        {
            if (whole[0] is "check" or "test" || (whole[0] == "run" && !StartsProcesses(whole))) ScriptWsServer.WarmUp();
            if (whole[0] is "check" or "test" && Globalization.Warning is { } warning) streams.Error.WriteLine($"scriptws: {warning}");
            var rest = SettingArguments.Split(whole, out var settings);
            var root = CreateRoot(streams, stop, settings, whole);
            // What follows a word that is no command can be anything; only the word is explained.
            if (!whole[0].StartsWith('-') && root.Subcommands.All(command => command.Name != whole[0])) rest = [whole[0]];
            var result = root.Parse(rest, Parsing);
            if (result.Action is not ReferenceHelp && UsageErrors.Of(result) is { Count: > 0 } errors) return Refuse(errors, ExitCode.Mendable);

            var configuration = new InvocationConfiguration
            {
                Output = streams.Out,
                Error = streams.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await result.InvokeAsync(configuration, CancellationToken.None);
        }
        catch (CommandException e)
        {
            return Refuse([e.Message], e.ExitCode);
        }
        catch (ClientException e)
        {
            return Refuse([e.Message], ExitCode.Failed);
        }
        catch (ConfigurationException e)
        {
            return Refuse(e.Errors.Select(error => error.ToString()), ExitCode.Mendable);
        }
        catch (ScriptWsException e)
        {
            return Refuse([e.Message], ExitCode.Mendable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse([Sentence(e.Message)], ExitCode.Failed);
        }
        catch (Exception e)
        {
            return Refuse([Sentence($"this should not have happened: {e.GetType().Name}: {e.Message}")], ExitCode.Failed);
        }

        int Refuse(IEnumerable<string> problems, int exitCode)
        {
            FatalLines.Write(whole, problems, streams.Error);
            return exitCode;
        }
    }

    /// <summary>Whether other processes serve, and this one runs no script.</summary>
    private static bool StartsProcesses(IReadOnlyList<string> args) =>
        args.Any(static arg => arg == "--supervised" || arg.StartsWith(NodeArguments.Option, StringComparison.Ordinal));

    /// <summary>No command, or options only, mean <c>run</c>.</summary>
    private static IReadOnlyList<string> WithDefaultCommand(IReadOnlyList<string> args) =>
        args.Count == 0 || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version")) ? ["run", .. args] : args;

    /// <param name="streams">Where commands print.</param>
    /// <param name="stop">Ends them.</param>
    /// <param name="settings">The settings among the arguments.</param>
    /// <param name="arguments">All arguments; where the first names a command the others are not made, which is most of the time to parse.</param>
    internal static RootCommand CreateRoot(Streams streams, StopSignal stop, IReadOnlyList<string> settings, IReadOnlyList<string> arguments)
    {
        (string Name, Func<Command> Create)[]? commands = null;
        commands =
        [
            ("run", () => RunCommand.Create(streams, stop, settings, arguments)),
            ("restart", () => RestartCommand.Create(streams)),
            ("check", () => CheckCommand.Create(streams, settings)),
            ("types", () => TypesCommand.Create(streams, settings)),
            ("new", () => NewCommand.Create(streams)),
            ("storage", () => StorageCommand.Create(streams, settings)),
            ("user", () => UserCommand.Create(streams)),
            ("cert", () => CertCommand.Create(streams)),
            ("connect", () => ConnectCommand.Create(streams, stop)),
            ("bench", () => BenchCommand.Create(streams, stop)),
            (BenchPeer.Command, () => BenchPeerCommand.Create(streams)),
            ("top", () => TopCommand.Create(streams, stop)),
            ("test", () => TestCommand.Create(streams, stop)),
            ("completion", () => CompletionCommand.Create(streams, () => commands!.Select(command => command.Create()))),
        ];
        var named = Array.FindAll(commands, command => command.Name == arguments[0]);
        var root = new RootCommand(Description);
        foreach (var (_, create) in named.Length > 0 ? named : commands) root.Add(create());
        ReferenceHelp.Install(root, Reference);
        root.Options.OfType<VersionOption>().Single().Description = "Print the version and exit.";
        root.Options.OfType<VersionOption>().Single().Action = new PrintAction(Version);
        return root;
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
