using System.Globalization;
using System.Text;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Plain HTTP requests.</summary>
[Binding, StepGroup(Groups.Client)]
internal sealed class HttpSteps(World world, Placeholders placeholders)
{
    [When("{name} asks/(has )asked for {string}( with the headers:)")]
    [Given("{name} asks/(has )asked for {string}( with the headers:)")]
    public Task WhenAsksFor(ClientName name, string path) => WhenAsksFor(name, path, null);

    [When("{name} asks/(has )asked for {string}( with the headers:)")]
    [Given("{name} asks/(has )asked for {string}( with the headers:)")]
    public async Task WhenAsksFor(ClientName name, string path, DataTable? headers) =>
        await AskAsync(name, "GET", path, headers?.Pairs() ?? new Dictionary<string, string>()).ConfigureAwait(false);

    [When("{name} asks for {string} without waiting")]
    public async Task WhenAsksWithoutWaiting(ClientName name, string path)
    {
        await AskAsync(name, "GET", path, [], waits: false).ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("{name} sends {messages} to {string} by {word}")]
    public async Task WhenSendsBody(ClientName name, Messages body, string path, string method) => await AskAsync(name, method, path, [], body.Text).ConfigureAwait(false);

    private async Task AskAsync(string name, string method, string path, IEnumerable<KeyValuePair<string, string>> headers, string? body = null, bool waits = true)
    {
        var request = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{method} {placeholders.Fill(path)} HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        foreach (var (field, value) in headers) request.Append(CultureInfo.InvariantCulture, $"{field}: {placeholders.Fill(value)}\r\n");
        if (body is not null) request.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        await world.ConnectAsync(name, new ConnectOptions { RawRequest = Encoding.UTF8.GetBytes($"{request}\r\n{body}"), WaitsForAnswer = waits }).ConfigureAwait(false);
    }
}
