using System.Globalization;
using System.Text;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Plain HTTP requests.</summary>
[Binding]
internal sealed class HttpSteps(World world)
{
    [When("{name} asks for {string}")]
    [Given("{name} has asked for {string}")]
    public async Task WhenAsksFor(string name, string path) => await AskAsync(name, "GET", path, []).ConfigureAwait(false);

    [When("{name} asks for {string} without waiting")]
    public async Task WhenAsksWithoutWaiting(string name, string path)
    {
        await AskAsync(name, "GET", path, [], waits: false).ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("{name} asks for {string} with the headers:")]
    public async Task WhenAsksWithHeaders(string name, string path, DataTable headers) => await AskAsync(name, "GET", path, headers.Pairs()).ConfigureAwait(false);

    [When("{name} asks for {string} with the header {string} of {client}'s answer's {string}")]
    public async Task WhenAsksWithHeaderOf(string name, string path, string header, TestClient other, string source) =>
        await AskAsync(name, "GET", path, [new(header, other.Headers.GetValueOrDefault(source.ToLowerInvariant(), ""))]).ConfigureAwait(false);

    [When("{name} sends {string} to {string} by {word}")]
    public async Task WhenSendsBody(string name, string body, string path, string method) => await AskAsync(name, method, path, [], body).ConfigureAwait(false);

    [When("{name} sends {int} bytes to {string} by {word}")]
    public async Task WhenSendsBytes(string name, int length, string path, string method) => await AskAsync(name, method, path, [], new string('x', length)).ConfigureAwait(false);

    private async Task AskAsync(string name, string method, string path, IEnumerable<KeyValuePair<string, string>> headers, string? body = null, bool waits = true)
    {
        var request = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        foreach (var (field, value) in headers) request.Append(CultureInfo.InvariantCulture, $"{field}: {value}\r\n");
        if (body is not null) request.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        await world.ConnectAsync(name, new ConnectOptions { RawRequest = Encoding.UTF8.GetBytes($"{request}\r\n{body}"), WaitsForAnswer = waits }).ConfigureAwait(false);
    }
}
