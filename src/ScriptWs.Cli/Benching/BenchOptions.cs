using System.CommandLine;
using System.CommandLine.Parsing;
using ScriptWs.Cli.Client;

namespace ScriptWs.Cli.Benching;

/// <summary>What <c>scriptws bench</c> takes from its command line.</summary>
internal sealed class BenchOptions
{
    private readonly Argument<Uri?> _url = new("URL")
    {
        Description = "The server's address: ws://HOST[:PORT][/PATH], or wss:// for TLS.",
        HelpName = "URL",
        CustomParser = ConnectArguments.ParseUrl,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _mode = new("--mode")
    {
        Description = "The traffic pattern: echo, fan-out. [default: echo]",
        HelpName = "MODE",
        CustomParser = BenchArguments.Mode,
    };

    private readonly Option<int?> _connections = Counting(
        "--connections", "The number of connections. [default: 10]", 1, BenchPlan.MaxConnections);
    private readonly Option<int?> _depth = Counting(
        "--depth", "The maximum number of messages in flight per sending connection. [default: 1, with --rate 100]", 1, BenchPlan.MaxDepth);
    private readonly Option<int?> _size = Counting("--size", "The size of a message in bytes. [default: 64]", 1, BenchPlan.MaxSize);
    private readonly Option<int?> _rate = Counting(
        "--rate", "The number of messages per second, over all connections. [default: as many as are answered]", 1, BenchPlan.MaxRate);
    private readonly Option<TimeSpan?> _duration = Lasting(
        "--duration", "Measure for this time. [default: 10s]", TimeSpan.FromMilliseconds(1));
    private readonly Option<TimeSpan?> _warmUp = Lasting("--warm-up", "Send for this time before. [default: 1s]", TimeSpan.Zero);

    private readonly Option<Requirement[]> _requirements = new("--require")
    {
        Description = "Exit with code 1 unless this condition holds: 'p99<20ms', rate>=10000, errors=0. May be repeated.",
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

    private readonly Option<bool> _self = new("--self")
    {
        Description = "Measure this client itself, against a peer that only echoes.",
    };

    private readonly ClientArguments _client = new();

    public BenchOptions() => _mode.CompletionSources.Add(BenchArguments.Echo, BenchArguments.FanOut);

    public void AddTo(Command command)
    {
        command.Add(_url);
        Option[] options = [_mode, _connections, _depth, _size, _rate, _duration, _warmUp, _requirements, _json, _self, _protocols];
        foreach (var option in options) command.Add(option);
        _client.AddTo(command);
    }

    /// <summary>Whether the client measures itself.</summary>
    public bool IsSelf(ParseResult result) => result.GetValue(_self);

    public bool IsJson(ParseResult result) => result.GetValue(_json);

    public IReadOnlyList<Requirement> RequirementsOf(ParseResult result) => result.GetValue(_requirements) ?? [];

    /// <summary>Which server to connect to, and how.</summary>
    /// <exception cref="CommandException">There is no address.</exception>
    public Task<ClientOptions> ServerAsync(ParseResult result, Streams streams, CancellationToken cancellationToken)
    {
        var address = result.GetValue(_url) ?? throw new CommandException("scriptws bench needs URL; see scriptws bench --help.");
        return _client.ReadAsync(result, address, result.GetValue(_protocols) ?? [], streams, cancellationToken);
    }

    /// <exception cref="CommandException">The options do not go together.</exception>
    public BenchPlan PlanOf(ParseResult result)
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
        if (plan is { Mode: BenchMode.FanOut, Connections: < 2 })
            throw new CommandException("--mode fan-out needs --connections 2 or more: one sends, the others receive.");
        if (plan is { Mode: BenchMode.FanOut, Size: < Stamp.Length })
            throw new CommandException($"--mode fan-out needs --size {Stamp.Length} or more: each message says when it was sent.");
        if (plan.Mode != BenchMode.Echo && IsSelf(result))
            throw new CommandException("--self goes with --mode echo: its peer does nothing else.");
        return plan;
    }

    private static Option<int?> Counting(string name, string description, int least, int most) =>
        new(name) { Description = description, HelpName = "NUMBER", CustomParser = BenchArguments.Number(name, least, most) };

    private static Option<TimeSpan?> Lasting(string name, string description, TimeSpan least) =>
        new(name) { Description = description, HelpName = "DURATION", CustomParser = BenchArguments.Duration(name, least) };
}
