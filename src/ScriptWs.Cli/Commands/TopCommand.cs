using System.CommandLine;
using System.CommandLine.Parsing;
using ScriptWs.Cli.Client;
using ScriptWs.Cli.Top;

namespace ScriptWs.Cli;

/// <summary><c>scriptws top</c>: a server's figures in a terminal.</summary>
internal sealed class TopCommand
{
    private const string Reference = """
        The address is that of the server's admin page, which "scriptws run" prints; section admin of
        server.json turns it on. On a terminal the metrics are redrawn every second until Ctrl+C,
        otherwise one line is printed per second.

        Examples:
          scriptws top http://127.0.0.1:9090/ --user alice
          scriptws top https://chat.example.com:9090/ --user alice --once < password.txt
          scriptws top http://127.0.0.1:9090/ --header 'Authorization: Bearer abc' --json | jq .open

        Exit codes:
          0  stopped by you, done, or the output is no longer read
          1  not connected, or the connection ended
          2  invalid command line
        """;

    private readonly Argument<Uri> _url = new("URL") { Description = "The admin page's address: http://HOST:PORT/, or https://.", HelpName = "URL", CustomParser = ParseUrl };

    private readonly ClientArguments _client = new();

    private readonly Option<bool> _once = new("--once") { Description = "Print the metrics once and exit." };

    private readonly Option<bool> _json = new("--json") { Description = "Print them as JSON, one line per second." };

    private TopCommand()
    {
    }

    public static Command Create(Streams streams, StopSignal stop)
    {
        var top = new TopCommand();
        var command = new ReferenceCommand("top", "Show live metrics of a running server.", Reference)
        {
            top._url, top._once, top._json,
        };
        top._client.AddTo(command);
        command.SetAction((result, cancellationToken) => top.RunAsync(result, streams, stop, cancellationToken));
        return command;
    }

    private static Uri? ParseUrl(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (Uri.TryCreate(full, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ws" or "wss" && url is { Host.Length: > 0, UserInfo.Length: 0 })
            return new UriBuilder(url) { Scheme = url.Scheme is "https" or "wss" ? "wss" : "ws", Port = url.IsDefaultPort ? -1 : url.Port }.Uri;

        result.AddError($"\"{Printable.Line(text)}\" is not the address of an admin page; write it as in http://127.0.0.1:9090/.");
        return null;
    }

    private async Task<int> RunAsync(ParseResult result, Streams streams, StopSignal stop, CancellationToken cancellationToken)
    {
        var address = result.GetRequiredValue(_url);
        var options = await _client.ReadAsync(result, address, [], streams, cancellationToken);

        await using var client = await WebSocketClient.ConnectAsync(options, TimeProvider.System, cancellationToken);
        stop.Watch();
        var (once, json) = (result.GetValue(_once), result.GetValue(_json));
        var page = new UriBuilder(address) { Scheme = options.IsTls ? "https" : "http" }.Uri;
        using var output = new TopOutput(streams, page.ToString(), once, json);
        return await ShowAsync(new TopFeed(client), output, once, stop.First);
    }

    private static async Task<int> ShowAsync(TopFeed feed, TopOutput output, bool once, CancellationToken stopped)
    {
        try
        {
            while (await feed.NextAsync(stopped) is { } state)
            {
                output.Show(state);
                if (!once && output.HasReader) continue;
                await feed.CloseAsync();
                return ExitCode.Fine;
            }

            throw new CommandException("the server closed the connection.", ExitCode.Failed);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            await feed.CloseAsync();
            return ExitCode.Fine;
        }
    }
}
