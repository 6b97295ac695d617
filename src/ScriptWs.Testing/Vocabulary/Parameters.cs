using System.Globalization;
using System.Text.RegularExpressions;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>The parameter types of the built-in steps.</summary>
[Binding]
internal sealed partial class Parameters(World world)
{
    // Three rules of Reqnroll's transformations: an argument is what a group captured, "" if it captured nothing. A pattern with "(?"
    // stands for any text in an expression. Alternatives at the top of a pattern need anchors around all of them.
    private const string Text = """(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""";

    /// <summary>A client by its name: <c>Alice</c>.</summary>
    [StepArgumentTransformation("([A-Z][a-z]+)", Name = "client")]
    [ParameterExamples("Alice, who has connected")]
    public TestClient Client(string name) => world.Client(name);

    /// <summary>The name of a client that may have yet to come: <c>Alice</c>.</summary>
    [StepArgumentTransformation("([A-Z][a-z]+)", Name = "name")]
    [ParameterExamples("Alice")]
    public static ClientName Name(string name) => new(name);

    /// <summary>A time: <c>30 seconds</c>, <c>500 milliseconds</c>, <c>2 minutes</c>.</summary>
    [StepArgumentTransformation(@"(\d+|\d+\.\d+) (milliseconds?|seconds?|minutes?|hours?)", Name = "duration")]
    [ParameterExamples("500 milliseconds · 30 seconds · 2 minutes · 1 hour")]
    public static TimeSpan Duration(string number, string unit)
    {
        var amount = double.Parse(number, CultureInfo.InvariantCulture);
        return unit.TrimEnd('s') switch
        {
            "millisecond" => TimeSpan.FromMilliseconds(amount),
            "second" => TimeSpan.FromSeconds(amount),
            "minute" => TimeSpan.FromMinutes(amount),
            _ => TimeSpan.FromHours(amount),
        };
    }

    /// <summary>One message or several.</summary>
    [StepArgumentTransformation(
        "^(?:" + Text + @"(?: (\d+) times)?( compressed)?|a text of (\d+) bytes|the bytes ""([^""]*)"")$", Name = "messages")]
    [ParameterExamples("\"hello\" · \"hello\" 3 times · \"hello\" compressed · a text of 1000 bytes · the bytes \"00 7f ff\"", UseForSnippets = false)]
    public static Messages Messages(string? quoted, string? single, int? times, string? compressed, int? length, string? hex)
    {
        if (!string.IsNullOrEmpty(hex)) return new Messages(null, Hex.Parse(hex));
        if (length is { } size) return new Messages(Arguments.Messages.Letters(size));
        var text = !string.IsNullOrEmpty(quoted) ? quoted.Replace("\\\"", "\"", StringComparison.Ordinal) : (single ?? "").Replace("\\'", "'", StringComparison.Ordinal);
        return new Messages(text, null, times ?? 1, !string.IsNullOrEmpty(compressed));
    }

    /// <summary>A control frame, or none.</summary>
    [StepArgumentTransformation(
        """(a|no) (Ping|Pong)(?: "([^"]*)")?""", Name = "control")]
    [ParameterExamples("a Ping · a Ping \"hello\" · a Pong \"hello\" · no Ping", UseForSnippets = false)]
    public static ControlFrames Control(string article, string kind, string? payload) => new(kind, string.IsNullOrEmpty(payload) ? null : payload, article == "a");

    /// <summary>Control frames that a client may leave unanswered.</summary>
    [StepArgumentTransformation("(Pings|Close frames)", Name = "frames")]
    [ParameterExamples("Pings · Close frames", UseForSnippets = false)]
    public static Answered Frames(string kind) => kind == "Pings" ? Answered.Pings : Answered.CloseFrames;

    /// <summary>How a connection is.</summary>
    [StepArgumentTransformation(
        """^(?:(open|closed without a Close frame|closed without an answer)|closed with (\d+)(?: "([^"]*)")?)$""", Name = "state")]
    [ParameterExamples("open · closed with 1001 · closed with 1001 \"server is shutting down\" · closed without a Close frame · closed without an answer", UseForSnippets = false)]
    public static ConnectionState State(string? state, int? code, string? reason) => state switch
    {
        "open" => new ConnectionState.Open(),
        "closed without a Close frame" => new ConnectionState.Closed(1006, null),
        "closed without an answer" => new ConnectionState.Refused(),
        _ => new ConnectionState.Closed(code!.Value, string.IsNullOrEmpty(reason) ? null : reason),
    };

    /// <summary>Whether something is there.</summary>
    [StepArgumentTransformation("(has|does not have)", Name = "has")]
    [ParameterExamples("has · does not have", UseForSnippets = false)]
    public static Presence Has(string what) => what == "has" ? Presence.Has : Presence.HasNot;

    /// <summary>A token: one that was made, or the one that a client was given when it logged in.</summary>
    [StepArgumentTransformation("""^(?:the token "([^"]*)"|([A-Z][a-z]+)'s token)$""", Name = "token")]
    [ParameterExamples("the token \"right\" · Alice's token, which she got by logging in", UseForSnippets = false)]
    public ShownToken Token(string? name, string? client) => new(string.IsNullOrEmpty(name) ? null : name, string.IsNullOrEmpty(client) ? null : world.Client(client));

    /// <summary>What another program does with the port.</summary>
    [StepArgumentTransformation("(takes|has taken|leaves|has left)", Name = "takes")]
    [ParameterExamples("takes · has taken · leaves · has left", UseForSnippets = false)]
    public static PortUse Takes(string verb) => verb is "takes" or "has taken" ? PortUse.Takes : PortUse.Leaves;

    /// <summary>One of the two processes of a supervised server.</summary>
    [StepArgumentTransformation("(the process that serves|the supervising process)", Name = "process")]
    [ParameterExamples("the process that serves · the supervising process", UseForSnippets = false)]
    public static ProcessRole Process(string name) => name == "the supervising process" ? ProcessRole.Supervising : ProcessRole.Serving;

    /// <summary>Where the command says something: on stdout or on stderr.</summary>
    [StepArgumentTransformation("(prints|complains)", Name = "prints")]
    [ParameterExamples("prints (on stdout) · complains (on stderr)", UseForSnippets = false)]
    public static CommandStream Prints(string verb) => verb == "prints" ? CommandStream.Output : CommandStream.Errors;

    /// <summary>A time in a table.</summary>
    /// <exception cref="StepFailedException">The text is none.</exception>
    public static TimeSpan DurationOf(string text) =>
        DurationPattern().Match(text) is { Success: true } match
            ? Duration(match.Groups[1].Value, match.Groups[2].Value)
            : throw new StepFailedException($"\"{text}\" is not a time; write one such as \"30 seconds\".");

    [GeneratedRegex("^([0-9.]+) (milliseconds?|seconds?|minutes?|hours?)$")]
    private static partial Regex DurationPattern();
}
