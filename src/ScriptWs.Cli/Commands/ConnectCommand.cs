using System.CommandLine;
using ScriptWs.Cli.Client;
using ScriptWs.Cli.Conversing;
using ScriptWs.Cli.Terminal;

namespace ScriptWs.Cli;

/// <summary><c>scriptws connect</c>: talks to a WebSocket server.</summary>
internal sealed class ConnectCommand
{
    private const string Reference = """
        On a terminal, lines are edited with the cursor keys, Home, End, Ctrl+W, Ctrl+U and Ctrl+K, and
        recalled with the up key. Messages are marked "<", events of the connection "*".
        If the input is redirected, each line is sent, messages are printed on stdout as they
        are (binary ones in hexadecimal), and everything else on stderr. At the end of the input it
        closes the connection after --wait without a message.

        Lines that are not sent as they are:
          /ping [TEXT]            send a Ping and show its round trip
          /close [CODE [REASON]]  close, by default with 1000
          /hex 00 ff 7f           send a binary message
          /quit, Ctrl+D           close with 1000 and exit
          /help                   list these
          //TEXT                  send /TEXT, also when it is one of these

        Examples:
          scriptws connect ws://127.0.0.1:8080/
          scriptws connect wss://localhost:8443/chat --ca certs/server.pem
          scriptws connect wss://example.com/chat --user alice
          scriptws connect wss://example.com/chat --header 'Authorization: Bearer abc'
          echo hello | scriptws connect ws://127.0.0.1:8080/echo
          scriptws connect ws://127.0.0.1:8080/ --wait forever < /dev/null    listen only

        Exit codes:
          0  closed by you, or by the server with 1000, 1001 or no code
          1  not connected, or the connection ended abnormally
          2  invalid command line
        """;

    private readonly Argument<Uri> _url = new("URL")
    {
        Description = "The server's address: ws://HOST[:PORT][/PATH], or wss:// for TLS.",
        HelpName = "URL",
        CustomParser = ConnectArguments.ParseUrl,
    };

    private readonly Option<string[]> _protocols = new("--protocol")
    {
        Description = "Offer this subprotocol; may be repeated, the first is preferred.",
        HelpName = "NAME",
        CustomParser = ConnectArguments.ParseSubprotocols,
        Arity = new ArgumentArity(1, 1000),
    };

    private readonly ClientArguments _client = new();

    private readonly Option<TimeSpan> _wait = new("--wait")
    {
        Description = "How long to wait for messages after the end of redirected input: 500ms, 2s, 1m, or forever. [default: 500ms]",
        HelpName = "DURATION",
        CustomParser = ConnectArguments.ParseWait,
    };

    private ConnectCommand()
    {
    }

    public static Command Create(Streams streams, StopSignal stop)
    {
        var connect = new ConnectCommand();
        var command = new ReferenceCommand("connect", "Talk to a WebSocket server: an interactive client.", Reference)
        {
            connect._url, connect._protocols, connect._wait,
        };
        connect._client.AddTo(command);
        command.SetAction((result, cancellationToken) => connect.ConverseAsync(result, streams, stop, cancellationToken));
        return command;
    }

    private async Task<int> ConverseAsync(ParseResult result, Streams streams, StopSignal stop, CancellationToken cancellationToken)
    {
        var options = await _client.ReadAsync(result, result.GetRequiredValue(_url), result.GetValue(_protocols) ?? [], streams, cancellationToken);
        var wait = result.GetResult(_wait) is null ? ConnectArguments.DefaultWait : result.GetValue(_wait);
        await using var client = await WebSocketClient.ConnectAsync(options, TimeProvider.System, cancellationToken);
        var subprotocol = client.Subprotocol is { } chosen ? $", subprotocol {chosen}" : "";
        stop.Watch();
        var greeting = $"connected to {options.Address}{subprotocol}";

        if (!streams.IsInteractive)
        {
            var plain = new Transcript(streams.Out.WriteLine, streams.Error.WriteLine, isForPeople: false, hasColors: false);
            plain.Notice(greeting);
            return await new Conversation(client, plain, TimeProvider.System, stop).RunAsync(ended => streams.In.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(ended), wait);
        }

        var prompt = new Prompt(streams.Out, Keyboard.Start(), () => Console.WindowWidth);
        var transcript = new Transcript(prompt.WriteAbove, prompt.WriteAbove, isForPeople: true, streams.OutHasColors);
        transcript.Notice($"{greeting}; /help shows commands, Ctrl+D ends");
        return await new Conversation(client, transcript, TimeProvider.System, stop).RunAsync(prompt.ReadLineAsync, TimeSpan.Zero);
    }
}
