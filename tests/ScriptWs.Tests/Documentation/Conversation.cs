using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using ScriptWs.Configuration;
using ScriptWs.Http;

namespace ScriptWs.Tests.Documentation;

/// <summary>
/// Plays the conversations of a page. A client connects when a line names it for the first time. Lines are
/// <c>anna → text</c>, <c>anna ← text</c>, <c>anna ✕ code reason</c>, <c>anna connects to /path</c>, <c>anna leaves</c>,
/// <c>→ GET /path</c> with <c>← status body</c> for plain HTTP, and <c>(chat.js is saved)</c>, which goes on with the previous
/// conversation. <c>{word}</c> keeps what was received for later lines.
/// </summary>
internal sealed partial class Conversation(Page page) : IAsyncDisposable
{
    private readonly PageFolder _folder = new();
    private readonly Dictionary<string, DotNetClient> _clients = [];
    private readonly Dictionary<string, string> _kept = [];
    private readonly HttpClient _http = new();
    private ScriptWsServer? _server;
    private (int Status, string Body) _answer;
    private int _refused;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task PlayAsync(PageBlock block)
    {
        var lines = block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (Saved().IsMatch(lines[0]))
        {
            _folder.WriteScripts(page, block.Line);
            Assert.All(await _server!.ReloadAsync(Cancel), result => Assert.Null(result.Problem));
            lines = lines[1..];
        }
        else
        {
            await BeginAsync(block);
        }

        foreach (var line in lines)
        {
            try
            {
                await PlayAsync(line);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Assert.Fail($"{page.Path}:{block.Line}: {line}: {e.Message}");
            }
        }
    }

    /// <summary>Installs a package beside the page's scripts.</summary>
    public void Install(string package) => _folder.Install(package);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task BeginAsync(PageBlock block)
    {
        await EndAsync();
        _folder.WriteScripts(page, block.Line);
        var above = page.Blocks.Where(other => other.Line < block.Line).ToList();
        var settings = above.LastOrDefault(other =>
            other.Section == block.Section && other.IsConfiguration && other.Text.Contains("\"endpoints\"", StringComparison.Ordinal));
        var kinds = block.IsConversationWithPackages ? (string[])["js package"] : ["js", "ts"];
        var script = above.LastOrDefault(other => kinds.Contains(other.Kind) && other.FileName is not null)?.FileName;
        _folder.Write("server.json", settings?.Text ?? $$"""{ "endpoints": [{ "path": "/", "script": "{{script}}" }] }""");
        var options = ServerConfiguration.Load(_folder.PathOf("server.json")) with { Listen = [new ListenOptions { Port = 0 }] };
        _server = new ScriptWsServer(options with { Script = Patience.Script with { Watch = false } }).ServeHttp();
        _server.Modules.Add("orders", new Samples.OrdersSample.Orders(new Samples.OrdersSample.OrderRepository()));
        await _server.StartAsync(Cancel);
    }

    private async Task EndAsync()
    {
        foreach (var client in _clients.Values) client.Dispose();
        _clients.Clear();
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task PlayAsync(string line)
    {
        var match = Line().Match(line);
        if (!match.Success) throw new FormatException("not a line of a conversation");
        var (name, what, text) = (match.Groups["name"].Value, match.Groups["what"].Value, WithKept(match.Groups["text"].Value));
        if (name.Length == 0 && what == "→") await AskAsync(text);
        else if (name.Length == 0) Match(match.Groups["text"].Value, Answer());
        else if (what == "connects to") await ConnectAsync(name, text);
        else if (what == "✕" && _refused > 0) Assert.Equal(text, _refused.ToString(CultureInfo.InvariantCulture));
        else await TalkAsync(_clients.GetValueOrDefault(name) ?? await ConnectAsync(name, "/"), what, text, match.Groups["text"].Value);
    }

    private async Task TalkAsync(DotNetClient client, string what, string text, string pattern)
    {
        switch (what)
        {
            case "→" when Bytes(text) is { } bytes:
                await client.SendAsync(bytes);
                break;
            case "→":
                await client.SendAsync(text);
                break;
            case "←" when Bytes(text) is { } bytes:
                Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(await client.ReceiveBytesAsync()));
                break;
            case "←":
                Match(pattern, await client.ReceiveTextAsync());
                break;
            case "✕":
                await client.ReceiveCloseAsync();
                Assert.Equal(text, $"{client.Close.Code} {client.Close.Reason}");
                break;
            case "leaves":
                await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "");
                break;
        }
    }

    private async Task<DotNetClient> ConnectAsync(string name, string path)
    {
        _refused = 0;
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnConnected(ScriptWsConnection connection) => handled.TrySetResult();
        _server!.Connected += OnConnected;
        try
        {
            _clients[name] = await DotNetClient.ConnectAsync(new Uri(_server.Addresses[0], path));
            await handled.Task.WaitAsync(Patience.Limit, Cancel); // what the next line does comes after onConnect
            return _clients[name];
        }
        catch (WebSocketException e) when (Refusal().Match(e.Message) is { Success: true } match)
        {
            _refused = int.Parse(match.Value, CultureInfo.InvariantCulture);
            return null!;
        }
        finally
        {
            _server.Connected -= OnConnected;
        }
    }

    private async Task AskAsync(string text)
    {
        var parts = Request().Match(text);
        var address = new UriBuilder(new Uri(_server!.Addresses[0], parts.Groups["path"].Value)) { Scheme = "http" }.Uri;
        using var request = new HttpRequestMessage(new HttpMethod(parts.Groups["method"].Value), address);
        var (body, header) = (parts.Groups["body"], parts.Groups["header"]);
        if (body.Success) request.Content = new StringContent(body.Value, Encoding.UTF8, "application/json");
        if (header.Success) request.Headers.Add(header.Value, parts.Groups["value"].Value);
        using var response = await _http.SendAsync(request, Cancel);
        _answer = ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private string Answer() => _answer.Status == (int)HttpStatusCode.NotFound ? "404" : $"{_answer.Status} {_answer.Body}";

    private void Match(string pattern, string received)
    {
        var expected = "^" + Kept().Replace(Regex.Escape(pattern).Replace("\\{", "{", StringComparison.Ordinal), @"(?<$1>\S+)") + "$";
        var match = Regex.Match(received, expected);
        if (!match.Success) Assert.Equal(pattern, received);
        foreach (var name in Kept().Matches(pattern).Select(kept => kept.Groups[1].Value)) _kept[name] = match.Groups[name].Value;
    }

    private string WithKept(string text) => Kept().Replace(text, match => _kept.GetValueOrDefault(match.Groups[1].Value, match.Value));

    private static byte[]? Bytes(string text) =>
        text is ['b', 'y', 't', 'e', 's', ' ', .. var hex] ? Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)) : null;

    [GeneratedRegex(@"^(?:(?<name>\w+) )?(?<what>→|←|✕|connects to|leaves)(?: (?<text>.*?))?(?: +// .*)?$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^\(\S+ is saved\)$")]
    private static partial Regex Saved();

    [GeneratedRegex(@"^(?<method>[A-Z]+) (?<path>\S+)(?: (?<body>\{.*\}))?(?: \((?<header>[\w-]+): (?<value>.*)\))?$")]
    private static partial Regex Request();

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Kept();

    [GeneratedRegex(@"(?<=')\d{3}(?=')")]
    private static partial Regex Refusal();
}
