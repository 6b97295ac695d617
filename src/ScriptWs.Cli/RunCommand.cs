using System.CommandLine;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary><c>scriptws run</c>: serves until it is asked to stop.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("server.json") { Description = "The configuration; ./server.json by default.", DefaultValueFactory = _ => "server.json" };
        var listen = new Option<string[]>("--listen") { Description = "ADDR:PORT to listen on instead of the configuration's; port 0 takes any free one.", HelpName = "ADDR:PORT" };
        var script = new Option<string?>("--script") { Description = "A handler script for the path / instead of the configuration's endpoints.", HelpName = "FILE" };
        var command = new Command("run", "Serve until Ctrl+C. Settings may follow as --section:key value.") { file, listen, script };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync(
            Load(parsed.GetValue(file)!, parsed.GetValue(script), parsed.GetValue(listen) ?? [], parsed.UnmatchedTokens), terminal, cancellation));
        return command;
    }

    private static ScriptWsOptions Load(string file, string? script, string[] listen, IReadOnlyList<string> settings)
    {
        var options = script is not null && !File.Exists(file) ? ServerConfiguration.Defaults(settings) : ServerConfiguration.Load(file, settings);
        if (script is not null)
        {
            options = options with
            {
                BaseDirectory = Directory.GetCurrentDirectory(),
                Endpoints = [new EndpointOptions { Path = "/", Script = script }],
            };
        }

        return listen.Length == 0 ? options : options with { Listen = [.. listen.Select(ListenAddress.Parse)] };
    }

    private static async Task<int> RunAsync(ScriptWsOptions options, Terminal terminal, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(builder => builder
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss ")));
        await using var server = new ScriptWsServer(options, loggers);
        using var atOnce = new CancellationTokenSource();
        var stops = 0;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

        await server.StartAsync(cancellation);
        foreach (var address in server.Addresses) terminal.Out.WriteLine($"listening on {address}");
        foreach (var script in server.Scripts) terminal.Out.WriteLine($"{script.Path}: generation {script.Generation} is live");
        terminal.Out.Flush();
        await server.Completion;
        return atOnce.IsCancellationRequested ? CliApp.Failed : CliApp.Fine;

        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref stops) == 1) _ = server.StopAsync(atOnce.Token);
            else atOnce.Cancel();
        }
    }
}
