using System.CommandLine;
using ScriptWs.Cli.Benching;
using ScriptWs.Cli.Client;

namespace ScriptWs.Cli;

/// <summary><c>scriptws bench</c>: puts a WebSocket server under load.</summary>
internal sealed class BenchCommand
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
          0  it ran, and everything required was reached
          1  not connected, refused (a wrong password as well), nothing came back, or something required
             was not reached
          2  you can fix it: the command line
        """;

    private readonly Argument<Uri?> _url = new("URL")
    {
        Description = "The server's address: ws://HOST[:PORT][/PATH], or wss:// for TLS.",
        HelpName = "URL",
        CustomParser = ConnectArguments.ParseUrl,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _mode = new("--mode")
    {
        Description = "What the connections do: echo, fan-out. [default: echo]",
        HelpName = "MODE",
        CustomParser = BenchArguments.Mode,
    };

    private readonly Option<int?> _connections = Counting("--connections", "The number of connections. [default: 10]", 1, BenchPlan.MaxConnections);
    private readonly Option<int?> _depth = Counting("--depth", "The maximum number of messages in flight per sending connection. [default: 1, with --rate 100]", 1, BenchPlan.MaxDepth);
    private readonly Option<int?> _size = Counting("--size", "The size of a message in bytes. [default: 64]", 1, BenchPlan.MaxSize);
    private readonly Option<int?> _rate = Counting("--rate", "The number of messages per second, over all connections. [default: as many as are answered]", 1, BenchPlan.MaxRate);
    private readonly Option<TimeSpan?> _duration = Lasting("--duration", "Measure for this time. [default: 10s]", TimeSpan.FromMilliseconds(1));
    private readonly Option<TimeSpan?> _warmUp = Lasting("--warm-up", "Send for this time before. [default: 1s]", TimeSpan.Zero);

    private readonly Option<Requirement[]> _requirements = new("--require")
    {
        Description = "End with exit code 1 unless this is so, as in 'p99<20ms', rate>=10000 or errors=0; may be repeated.",
        HelpName = "CONDITION",
        CustomParser = BenchArguments.Requirements,
        Arity = new ArgumentArity(1, 100),
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON." };

    private readonly Option<string[]> _protocols = new("--protocol")
    {
        Description = "Offer this subprotocol; may be repeated, the first is preferred.",
        HelpName = "NAME",
        CustomParser = ConnectArguments.ParseSubprotocols,
        Arity = new ArgumentArity(1, 1000),
    };

    private readonly Option<bool> _self = new("--self") { Description = "Measure this client itself, against a peer that does nothing but echo, in place of a server." };

    private readonly ClientArguments _client = new();

    private BenchCommand()
    {
    }

    public static Command Create(Streams streams, StopSignal stop)
    {
        var bench = new BenchCommand();
        bench._mode.CompletionSources.Add("echo", "fan-out");
        var command = new ReferenceCommand("bench", "Put a WebSocket server under load, and measure it.", Reference)
        {
            bench._url, bench._mode, bench._connections, bench._depth, bench._size, bench._rate, bench._duration, bench._warmUp,
            bench._requirements, bench._json, bench._self, bench._protocols,
        };
        bench._client.AddTo(command);
        command.SetAction((result, cancellationToken) => bench.RunAsync(result, streams, stop, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, Streams streams, StopSignal stop, CancellationToken cancellationToken)
    {
        var plan = PlanOf(result);
        if (result.GetValue(_self)) return await RunItselfAsync(plan, result, streams, stop);

        var address = result.GetValue(_url) ?? throw new CommandException("scriptws bench needs URL; see scriptws bench --help.");
        var options = await _client.ReadAsync(result, address, result.GetValue(_protocols) ?? [], streams, cancellationToken);
        return await MeasureAsync(plan, options, result, streams, stop);
    }

    private async Task<int> RunItselfAsync(BenchPlan plan, ParseResult result, Streams streams, StopSignal stop)
    {
        if (plan.Mode != BenchMode.Echo) throw new CommandException("--self goes with --mode echo: its peer does nothing else.");
        await using var peer = await PeerProcess.StartAsync(plan.Size, TimeProvider.System, stop.First);
        return await MeasureAsync(plan, new ClientOptions(peer.Address, [], []), result, streams, stop);
    }

    private async Task<int> MeasureAsync(BenchPlan plan, ClientOptions options, ParseResult result, Streams streams, StopSignal stop)
    {
        var progress = new BenchProgress(streams.Error, streams.ErrorIsTerminal);
        stop.Watch();
        try
        {
            var found = await new BenchRun(plan, options, progress, TimeProvider.System).RunAsync(stop.First);
            progress.Clear();
            return Tell(found, options.Address.ToString(), result, streams);
        }
        catch (OperationCanceledException e) when (stop.First.IsCancellationRequested)
        {
            progress.Clear();
            throw new CommandException("stopped before the end; there is no result.", ExitCode.Failed, e);
        }
    }

    private BenchPlan PlanOf(ParseResult result)
    {
        var standard = new BenchPlan();
        var rate = result.GetValue(_rate) ?? 0;
        var plan = new BenchPlan
        {
            Mode = result.GetValue(_mode) == BenchArguments.FanOut ? BenchMode.FanOut : BenchMode.Echo,
            Connections = result.GetValue(_connections) ?? standard.Connections,
            Size = result.GetValue(_size) ?? standard.Size,
            Depth = result.GetValue(_depth) ?? (rate > 0 ? 100 : standard.Depth),
            Rate = rate,
            Duration = result.GetValue(_duration) ?? standard.Duration,
            WarmUp = result.GetValue(_warmUp) ?? standard.WarmUp,
        };
        if (plan.Mode == BenchMode.FanOut && plan.Connections < 2) throw new CommandException("--mode fan-out needs --connections 2 or more: one sends, the others receive.");
        if (plan.Mode == BenchMode.FanOut && plan.Size < Stamp.Length) throw new CommandException($"--mode fan-out needs --size {Stamp.Length} or more: each message says when it was sent.");
        return plan;
    }

    private int Tell(BenchResult found, string target, ParseResult result, Streams streams)
    {
        var (nothing, isOwn) = (found.Latencies.Count == 0, result.GetValue(_self));
        if (result.GetValue(_json)) streams.Out.WriteLine(BenchReport.Json(found, isOwn ? null : target));
        else if (!nothing) foreach (var line in isOwn ? BenchReport.OwnLines(found) : BenchReport.Lines(found, target)) streams.Out.WriteLine(line);

        if (nothing) throw new CommandException(Advice(found), ExitCode.Failed);
        var missed = (result.GetValue(_requirements) ?? []).Where(requirement => !requirement.IsMetBy(found)).ToList();
        foreach (var requirement in missed) streams.Error.WriteLine($"scriptws: {requirement.Text} was required; it was {requirement.FoundIn(found)}.");
        return missed.Count == 0 ? ExitCode.Fine : ExitCode.Failed;
    }

    private static string Advice(BenchResult found) => (found.FirstLoss, found.Plan.Mode) switch
    {
        ({ } loss, _) => $"nothing came back: {loss}.",
        (_, BenchMode.Echo) => "nothing came back; the server must send every message back as it is, as scripts/echo.js does, or try --mode fan-out.",
        _ => "nothing came back; the server must send what it receives to everybody, as scripts/chat.js does.",
    };

    private static Option<int?> Counting(string name, string description, int least, int most) =>
        new(name) { Description = description, HelpName = "NUMBER", CustomParser = BenchArguments.Number(name, least, most) };

    private static Option<TimeSpan?> Lasting(string name, string description, TimeSpan least) =>
        new(name) { Description = description, HelpName = "DURATION", CustomParser = BenchArguments.Duration(name, least) };
}
