using System.CommandLine;
using ScriptWs.Cli.Benching;
using ScriptWs.Cli.Client;

namespace ScriptWs.Cli;

/// <summary><c>scriptws bench</c>: puts a WebSocket server under load.</summary>
internal static class BenchCommand
{
    private const string Reference = """
        Echo: each connection sends messages and waits for them to come back. The server must send every
        message back unchanged (scripts/echo.js). Latency is the round trip.
        Fan-out: one connection sends, all others receive. The server must send each message to every
        client (scripts/chat.js). Latency is the time to each of them.

        Without --rate, --depth messages are in flight on each connection: as many as the server
        answers. With --rate, messages are due by the clock, and latency counts from then, even for a
        message that waited because too many were in flight. A pause of the server counts for every
        message that was due in it. Messages are sent once per millisecond, so no latency is finer.
        Messages of the warm-up are not counted.

        The result goes to stdout, with this client's own cost; progress goes to stderr once per
        second. If the client or the machine ran out of processor time, the result says so: it then
        does not measure the server. Use another machine for the client. With --self the command
        measures its own cost, and the most that it can measure with these options.

        Examples:
          scriptws bench ws://127.0.0.1:8080/
          scriptws bench ws://127.0.0.1:8080/ --connections 100 --depth 16 --duration 30s
          scriptws bench ws://127.0.0.1:8080/ --rate 5000 --require 'p99<20ms' --require errors=0
          scriptws bench wss://localhost:8443/chat --ca certs/server.pem --mode fan-out --json
          scriptws bench wss://example.com/chat --user alice < password.txt
          scriptws bench --self --connections 100 --depth 16

        Exit codes:
          0  every condition was met
          1  not connected, rejected (wrong password too), no answers, or a condition
             was not met
          2  invalid command line
        """;

    public static Command Create(Streams streams, StopSignal stop)
    {
        var options = new BenchOptions();
        var command = new ReferenceCommand("bench", "Load-test a WebSocket server.", Reference);
        options.AddTo(command);
        command.SetAction((result, cancellationToken) => RunAsync(options, result, streams, stop, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        BenchOptions options, ParseResult result, Streams streams, StopSignal stop, CancellationToken cancellationToken)
    {
        var plan = options.PlanOf(result);
        BenchVerdict verdict;
        if (options.IsSelf(result))
        {
            await using var peer = await PeerProcess.StartAsync(plan.Size, TimeProvider.System, stop.First);
            verdict = new BenchVerdict(await MeasureAsync(plan, new ClientOptions(peer.Address, [], []), streams, stop), null);
        }
        else
        {
            var server = await options.ServerAsync(result, streams, cancellationToken);
            verdict = new BenchVerdict(await MeasureAsync(plan, server, streams, stop), server.Address.ToString());
        }

        return verdict.Print(streams, options.IsJson(result), options.RequirementsOf(result));
    }

    private static async Task<BenchResult> MeasureAsync(BenchPlan plan, ClientOptions options, Streams streams, StopSignal stop)
    {
        var progress = new BenchProgress(streams.Error, streams.ErrorIsTerminal);
        stop.Watch();
        try
        {
            return await new BenchRun(plan, options, progress, TimeProvider.System).RunAsync(stop.First);
        }
        catch (OperationCanceledException e) when (stop.First.IsCancellationRequested)
        {
            throw new CommandException("stopped before the end; there is no result.", ExitCode.Failed, e);
        }
        finally
        {
            progress.Clear();
        }
    }
}
