namespace ScriptWs.Cli.Top;

/// <summary>Lays a server's state out in lines.</summary>
internal sealed class TopScreen(string address, bool hasColors)
{
    /// <summary>Seconds in a row of bars, and events below.</summary>
    private const int MaxBars = 60, MaxEvents = 8;

    private readonly Queue<double> _received = new();
    private readonly Queue<double> _sent = new();

    /// <summary>Keeps what the bars show.</summary>
    public void Add(ServerState state)
    {
        Keep(_received, state.Rate("received"));
        Keep(_sent, state.Rate("sent"));
    }

    /// <param name="state">The state.</param>
    /// <param name="width">No line is longer.</param>
    /// <param name="height">There are no more lines.</param>
    public IReadOnlyList<string> Lines(ServerState state, int width, int height)
    {
        var lines = new List<string>
        {
            $"{Strong($"scriptws top {address}")}  {Status(state)}, up {Amounts.Time(state.Uptime)}",
            $"listens on   {string.Join(' ', state.Addresses)}",
            "",
            Row("connections", $"open {Amounts.Count(state.Open)}", $"opened {Amounts.Count(state.Total("opened"))}", $"closed {Amounts.Count(state.Total("closed"))}"),
            Row("messages", $"in {Amounts.Rate(state.Rate("received"))}", $"out {Amounts.Rate(state.Rate("sent"))}", $"dropped {Amounts.Count(state.Total("dropped"))}"),
            Row("bytes", $"in {Amounts.Bytes(state.Rate("bytesReceived"))}/s", $"out {Amounts.Bytes(state.Rate("bytesSent"))}/s"),
            Row("waiting", $"events {Amounts.Count(state.Total("waiting"))}", $"for slow clients {Amounts.Bytes(state.Total("buffered"))}"),
            Row("process", $"processors {state.Rate("processor"):0.00}", $"memory {Amounts.Bytes(state.Total("memory"))}", $"threads {Amounts.Count(state.Total("threads"))}"),
            Row("trouble", $"script failures {Amounts.Count(state.Total("failures"))}", $"heartbeat timeouts {Amounts.Count(state.Total("heartbeatTimeouts"))}", $"listener faults {Amounts.Count(state.Total("listenerFaults"))}"),
            "",
        };
        if (_received.Count > 1) lines.AddRange([$"in   {Amounts.Bars(_received)}", $"out  {Amounts.Bars(_sent)}", ""]);
        var scripts = state.Scripts.ToList();
        if (scripts.Count > 0)
        {
            var longest = Math.Max(6, scripts.Max(script => script.Path.Length));
            var path = Math.Max(8, scripts.Max(script => script.Endpoint.Length));
            lines.Add(Strong($"{"SCRIPT".PadRight(longest)}  {"ENDPOINT".PadRight(path)}  GENERATION  WORKERS"));
            lines.AddRange(scripts.Select(script => $"{script.Path.PadRight(longest)}  {script.Endpoint.PadRight(path)}  {Amounts.Count(script.Generation),10}  {Amounts.Count(script.Workers),7}"));
            lines.Add("");
        }

        lines.AddRange(state.Events.TakeLast(MaxEvents).Select(happened => $"{happened.Time.ToLocalTime():HH:mm:ss}  {happened.Text}"));
        return [.. lines.Take(height).Select(line => Cut(line, width))];
    }

    /// <summary>All of it in one line, for a log.</summary>
    public static string Line(ServerState state) =>
        $"{state.Status}  open {Amounts.Count(state.Open)}  in {Amounts.Rate(state.Rate("received"))}  out {Amounts.Rate(state.Rate("sent"))}  waiting {Amounts.Count(state.Total("waiting"))}  processors {state.Rate("processor"):0.00}  memory {Amounts.Bytes(state.Total("memory"))}";

    private static void Keep(Queue<double> values, double value)
    {
        if (values.Count == MaxBars) values.Dequeue();
        values.Enqueue(value);
    }

    private static string Row(string name, params string[] values) => $"{name,-12} {string.Concat(values.Select(value => value.PadRight(26)))}".TrimEnd();

    private static string Status(ServerState state) => state.Cause.Length == 0 ? state.Status : $"{state.Status} ({state.Cause})";

    private string Strong(string text) => hasColors ? $"\e[1m{text}\e[0m" : text;

    /// <summary>By what is seen: the two codes around the first words take no room.</summary>
    private static string Cut(string line, int width)
    {
        var codes = line.StartsWith('\e') ? "\e[1m".Length + "\e[0m".Length : 0;
        if (line.Length - codes <= width) return line;
        return codes == 0 ? line[..Math.Max(0, width)] : line[..Math.Max(0, width + "\e[1m".Length)] + "\e[0m";
    }
}
