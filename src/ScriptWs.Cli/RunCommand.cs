using System.CommandLine;
using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Logging;
using ScriptWs.Cli.Reloading;
using ScriptWs.Configuration;
using ScriptWs.Http;

namespace ScriptWs.Cli;

/// <summary><c>scriptws run</c>: serves until it is told to stop.</summary>
internal sealed class RunCommand
{
    private const string Reference = """
        Settings:
          --section:key VALUE  Any setting of server.json, over the file and over SCRIPTWS_SECTION__KEY
                               in the environment: --limits:maxConnections 100

        On stdout: "listening on ADDRESS" for each address, with its real port, then each script with
        its live generation, and a line for each reload. On stderr: the log.

        A script that is saved is live at once, while connections stay; SIGHUP reads the files too.
        What is broken is refused, and the version before goes on.

        Ctrl+C or SIGTERM stops accepting, runs onShutdown, closes all connections with 1001 and ends,
        at most shutdown.grace later. A second one drops what is left at once.

        Examples:
          scriptws run                                      serve ./server.json
          scriptws run --script hello.js --listen 0         serve one script on any free port
          scriptws run --dev                                serve while you write the script
          scriptws run chat/server.json --listen '*:80'     on all addresses of this machine
          scriptws run --log-level debug --log-format json  log each connection's life, for a program

        Exit codes:
          0  it was told to stop, and did in good order
          1  it stopped by a failure, or was stopped at once
          2  you can mend it: the command line, the configuration, a script, a port
        """;

    private readonly Argument<string?> _file = FileArgument();

    private readonly Option<ListenOptions[]> _listen = new("--listen")
    {
        Description = "Listen here, in place of the addresses in the file; may be repeated. Port 0 is any free one; wss:// before it asks for TLS.",
        HelpName = "ADDRESS:PORT",
        CustomParser = ListenAddress.ParseAll,
        Arity = new ArgumentArity(1, 1000),
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _script = new("--script")
    {
        Description = "Serve this script at /, in place of the endpoints and static folders in the file. Without a file the rest has its defaults.",
        HelpName = "FILE",
    };

    private readonly Option<LogLevel?> _level =
        Choice.Of<LogLevel>("--log-level", "LEVEL", "The least that is logged, over log.level of the file", "information|trace|debug|warning|error|none");

    private readonly Option<LogFormat?> _format = Choice.Of<LogFormat>("--log-format", "FORMAT", "How it is logged", "line|json");

    private readonly Option<bool> _dev = new("--dev")
    {
        Description = "For writing scripts: show a version that is refused large, with its source.",
    };

    private RunCommand()
    {
    }

    public static Command Create(Streams streams, StopSignal stop, IReadOnlyList<string> settings)
    {
        var run = new RunCommand();
        var command = new ReferenceCommand("run", "Serve: run the scripts that a server.json names.", Reference)
        {
            run._file, run._listen, run._script, run._dev, run._level, run._format,
        };
        command.SetAction(result => run.ServeAsync(result, streams, stop, settings));
        return command;
    }

    /// <summary>The argument that <c>run</c> and <c>check</c> share.</summary>
    public static Argument<string?> FileArgument() => new("server.json")
    {
        Description = "The configuration; paths in it are relative to its folder. [default: ./server.json]",
        HelpName = "server.json",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private async Task<int> ServeAsync(ParseResult result, Streams streams, StopSignal stop, IReadOnlyList<string> settings)
    {
        var isDevelopment = result.GetValue(_dev);
        var level = LogLevel.Information;
        using var lines = new LineLoggerProvider(streams.Error, result.GetValue(_format) ?? LogFormat.Line, streams.ErrorHasColors, TimeProvider.System);
        using var loggers = LoggerFactory.Create(logging =>
        {
            // Asked for at each line: a reload of the configuration may change it.
            logging.SetMinimumLevel(LogLevel.Trace).AddFilter(wanted => wanted >= level).AddProvider(lines);
            if (isDevelopment) logging.AddFilter("ScriptWs.Reload.ScriptReloader", LogLevel.None); // the printer tells it better
        });
        var folder = "";
        var server = new ScriptWsServer(
            () =>
            {
                var options = Load(result, settings);
                (folder, level) = (options.BaseDirectory, result.GetValue(_level) ?? options.Log.Level);
                return options;
            },
            loggers);
        server.ServeHttp(loggerFactory: loggers);
        var printer = new ReloadPrinter(streams.Out, streams.OutHasColors, isDevelopment, folder);
        server.Reloaded += printer.Print;
        await server.StartAsync(CancellationToken.None);
        stop.Watch();
        using var hangup = ReloadSignal.Watch(() => server.ReloadAsync());
        foreach (var address in server.Addresses) streams.Out.WriteLine($"listening on {address}");
        foreach (var script in server.Scripts.DistinctBy(script => script.Path))
            streams.Out.WriteLine($"{script.Path}: generation {script.Generation} is live");
        await streams.Out.FlushAsync(CancellationToken.None);

        return await StoppedAsync(server, streams, stop);
    }

    /// <summary>The configuration with what the command line says over it, however often it is read.</summary>
    private ScriptWsOptions Load(ParseResult result, IReadOnlyList<string> settings)
    {
        var options = ConfigurationFile.Load(result.GetValue(_file), result.GetValue(_script), settings);
        return result.GetValue(_listen) is { Length: > 0 } listen ? options with { Listen = listen } : options;
    }

    private static async Task<int> StoppedAsync(ScriptWsServer server, Streams streams, StopSignal stop)
    {
        try
        {
            await server.Completion.WaitAsync(stop.First);
            return ExitCode.Fine;
        }
        catch (OperationCanceledException) when (stop.First.IsCancellationRequested)
        {
            if (streams.IsInteractive) streams.Error.WriteLine("stopping; Ctrl+C again stops at once");
            await server.StopAsync(stop.Second);
            return stop.Second.IsCancellationRequested ? ExitCode.Failed : ExitCode.Fine;
        }
        catch (ScriptWsException e)
        {
            throw new CommandException(e.Message, ExitCode.Failed, e);
        }
    }
}
