using System.Text.Json;

namespace ScriptWs.Cli.Top;

/// <summary>How a server is in one second, as its admin page tells it; what an older or newer one does not tell is 0 or empty.</summary>
internal sealed class ServerState(JsonElement state)
{
    /// <summary>Whether there are rates: they need a second second.</summary>
    public bool HasRates => state.TryGetProperty("sample", out var sample) && sample.ValueKind == JsonValueKind.Object;

    public string Status => Text(state, "status");

    public string Cause => Text(state, "cause");

    public string Heartbeat => Text(state, "heartbeat");

    public TimeSpan Uptime => TimeSpan.FromSeconds(Number(state, "uptime"));

    public double Open => Number(state, "open");

    public IEnumerable<string> Addresses => List(state, "addresses").Select(address => address.ToString());

    public IEnumerable<(string Path, string Endpoint, double Generation, double Workers)> Scripts =>
        List(state, "scripts").Select(script => (Text(script, "path"), Text(script, "endpoint"), Number(script, "generation"), Number(script, "workers")));

    /// <summary>What happened last, the newest last.</summary>
    public IEnumerable<(DateTimeOffset Time, string Kind, string Text)> Events =>
        List(state, "events").Select(happened => (happened.TryGetProperty("time", out var time) && time.TryGetDateTimeOffset(out var at) ? at : default, Text(happened, "kind"), Text(happened, "text")));

    /// <summary>The whole, as it came.</summary>
    public string Json => state.GetRawText();

    /// <summary>Since the server was made, or of the process.</summary>
    public double Total(string name) => state.TryGetProperty("totals", out var totals) ? Number(totals, name) : 0;

    /// <summary>In the last second.</summary>
    public double Rate(string name) => HasRates ? Number(state.GetProperty("sample"), name) : 0;

    private static double Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Printable.Line(value.GetString()!) : "";

    private static JsonElement[] List(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];
}
