using System.CommandLine;
using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Logging;
using ScriptWs.Cli.Nodes;
using ScriptWs.Cli.Supervising;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary><c>scriptws run</c>: serves until it is told to stop.</summary>
internal sealed class RunCommand
{
    private const string Reference = """
        Settings:
          --section:key VALUE  Any setting of server.json, over the file and over SCRIPTWS_SECTION__KEY
                               in the environment: --limits:maxConnections 100

        On stdout: "listening on ADDRESS" for each address, with its actual port, then each script with
        its live generation, "pages at LINK" for each static folder, and a line for each reload.
        On stderr: the log.

        A saved script goes live immediately, and connections stay open. SIGHUP reloads too.
        A broken version is rejected, and the previous one continues.

        Ctrl+C or SIGTERM stops accepting, runs onShutdown, closes all connections with 1001 and ends,
        at most shutdown.grace later. A second signal, or SIGQUIT, drops what is left immediately.

        A full disk or a stalled reader does not block the server: lines of the log and of stdout
        that cannot be written are dropped, and their number is logged once writing works.

        With --nodes N, N processes serve as the nodes of one cluster. Each line begins with the name of its
        node. Ports of the nodes follow each other: 8080, 8081. Without cluster.url, a redis-server of
        this machine is their broker, and keeps nothing. Ctrl+C ends them all.

        With --supervised (or supervision.enabled) this process opens the addresses and starts another
        that serves. If that process dies or hangs, a new one replaces it, and clients that connect
        in between wait instead of being refused. More than supervision.intensity
        restarts in supervision.period end the command.

        Examples:
          scriptws run                                      serve ./server.json
          scriptws run hello.js                             serve one script with default settings
          scriptws run chat --listen 0                      serve chat/server.json on any free port
          scriptws run --dev                                serve while you write the script
          scriptws run chat/server.json --listen '*:80'     on all addresses of this machine
          scriptws run --nodes 2                            try a cluster out
          scriptws run --log-level debug --log-format json  log each connection's life, as JSON

        Exit codes:
          0  stopped cleanly
          1  stopped by a failure, or forced to stop
          2  invalid command line, configuration or script, or the port is in use
          3  supervised: the serving process kept failing
        """;

    private readonly Argument<string?> _file = FileArgument();

    private readonly Option<ListenOptions[]> _listen = new("--listen")
    {
        Description = "Listen on this address instead of those in the file; may be repeated. Port 0 = any free port. A prefix wss:// turns on TLS.",
        HelpName = "ADDRESS:PORT",
        CustomParser = ListenAddress.ParseAll,
        Arity = new ArgumentArity(1, 1000),
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _script = new("--script")
    {
        Description = "Serve this script at / instead of the endpoints and static folders in the file. Other settings of the file apply.",
        HelpName = "FILE",
    };

    private readonly Option<LogLevel?> _level =
        Choice.Of<LogLevel>("--log-level", "LEVEL", "Minimum log level (overrides log.level)", "information|trace|debug|warning|error|critical|none");

    private readonly Option<LogFormat?> _format = Choice.Of<LogFormat>("--log-format", "FORMAT", "The format of the log", "line|json");

    private readonly Option<bool> _dev = new("--dev")
    {
        Description = "Development mode: show rejected script versions prominently, with source excerpts.",
    };

    private readonly Option<bool> _supervised = new("--supervised")
    {
        Description = "Serve in a child process and restart it if it dies, while new clients wait. Not on Windows.",
    };

    private readonly Option<int?> _nodes = new(NodeArguments.Option)
    {
        Description = "Start this many nodes of one cluster on this machine, to try a cluster out.",
        HelpName = "NUMBER",
        CustomParser = NodeArguments.ParseCount,
    };

    private RunCommand()
    {
    }

    public static Command Create(Streams streams, StopSignal stop, IReadOnlyList<string> settings, IReadOnlyList<string> arguments)
    {
        var run = new RunCommand();
        var command = new ReferenceCommand("run", "Serve: run the scripts that a server.json names.", Reference)
        {
            run._file, run._listen, run._script, run._dev, run._supervised, run._nodes, run._level, run._format,
        };
        command.SetAction(result => run.RunAsync(result, streams, stop, settings, arguments));
        return command;
    }

    /// <summary>The argument that <c>run</c>, <c>check</c> and <c>restart</c> share.</summary>
    public static Argument<string?> FileArgument() => new("FILE")
    {
        Description = "A server.json, a folder that contains one, or a script (.js) to serve at / with default settings. [default: ./server.json]",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private async Task<int> RunAsync(ParseResult result, Streams streams, StopSignal stop, IReadOnlyList<string> settings, IReadOnlyList<string> arguments)
    {
        using var parent = ParentLink.OfProcess();
        RunTarget Find() => RunTarget.Find(result.GetValue(_file), result.GetValue(_script), "run");
        // A supervised process looks when it loads: a file that is gone may be one that the other process has kept.
        var target = parent is null ? Find() : null;
        var request = new RunRequest(() => Load(target ??= Find(), result, settings), arguments)
        {
            IsDevelopment = result.GetValue(_dev),
            IsSupervised = result.GetValue(_supervised),
            Level = result.GetValue(_level),
            Format = result.GetValue(_format) ?? LogFormat.Line,
        };
        if (result.GetValue(_nodes) is { } count && parent is null)
            return await new NodesRun(Options(request), arguments, streams, stop).RunAsync(count);

        using var log = new RunLog(request, streams);
        var signals = new RunSignals(stop, untilTold: parent is not null || NodeProcess.IsThis);
        if (parent is null && request.IsSupervised) return await new SupervisedRun(request, stop, signals, log).RunAsync();

        if (parent is not null)
        {
            ScriptWsServer.RememberFiles();
            return await new SupervisedServer(request, streams, stop, signals, log, parent).RunAsync();
        }

        using var run = new ServerRun(request, streams, stop, signals, log, parent: null);
        if (run.IsToBeSupervised) return await new SupervisedRun(request, stop, signals, log).RunAsync();
        await run.StartAsync();
        return await run.ServeAsync(problem: null);
    }

    /// <exception cref="CommandException">Each node would supervise itself.</exception>
    private static ScriptWsOptions Options(RunRequest request) => request.IsSupervised
        ? throw new CommandException("--nodes and --supervised exclude each other; a supervised node is started by a command of its own.")
        : request.Load();

    /// <summary>The configuration with what the command line says over it, however often it is read.</summary>
    private ScriptWsOptions Load(RunTarget target, ParseResult result, IReadOnlyList<string> settings)
    {
        var options = ConfigurationFile.Load(target, settings);
        return result.GetValue(_listen) is { Length: > 0 } listen ? options with { Listen = listen } : options;
    }
}
