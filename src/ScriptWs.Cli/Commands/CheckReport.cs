using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary>What <c>scriptws check</c> found out.</summary>
/// <param name="Target">What was checked, as it was named.</param>
/// <param name="Options">The configuration; <c>null</c> if it cannot be read.</param>
/// <param name="Problems">What is wrong, a sentence each.</param>
/// <param name="Warnings">What is legal and hardly meant, a sentence each.</param>
internal sealed record CheckReport(string Target, ScriptWsOptions? Options, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsFine => Problems.Count == 0;

    /// <summary>For people: what would be served, or what is wrong.</summary>
    public void Write(TextWriter output, TextWriter errors)
    {
        foreach (var problem in Problems) errors.WriteLine($"scriptws: {Printable.Lines(problem)}");
        foreach (var warning in Warnings) errors.WriteLine($"scriptws: warning: {Printable.Lines(warning)}");
        if (!IsFine || Options is null) return;

        output.WriteLine($"{Target} can be served:");
        var paths = Options.Endpoints.Max(endpoint => endpoint.Path.Length);
        foreach (var listen in Options.Listen) output.WriteLine($"  listen    {Show(listen)}");
        foreach (var endpoint in Options.Endpoints) output.WriteLine($"  endpoint  {endpoint.Path.PadRight(paths)}  {Show(endpoint)}");
    }

    /// <summary>For programs: the same as one JSON object.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", IsFine);
            json.WriteString("target", Target);
            WriteList(json, "problems", Problems, WriteSentence);
            WriteList(json, "warnings", Warnings, WriteSentence);
            WriteList(json, "listen", Options?.Listen ?? [], static (json, listen) =>
            {
                json.WriteString("address", listen.Address);
                json.WriteNumber("port", listen.Port);
                json.WriteBoolean("tls", listen.Tls);
            });
            WriteList(json, "endpoints", Options?.Endpoints ?? [], static (json, endpoint) =>
            {
                json.WriteString("path", endpoint.Path);
                json.WriteString("script", endpoint.Script);
                json.WriteString("dispatch", endpoint.Dispatch.ToString().ToLowerInvariant());
            });
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSentence(Utf8JsonWriter json, string sentence)
    {
        if (ProblemPlace.Of(sentence) is { } place)
        {
            json.WriteString("file", place.File);
            json.WriteNumber("line", place.Line);
        }

        json.WriteString("message", sentence);
    }

    private static string Show(ListenOptions listen) =>
        $"{(listen.Address.Contains(':') ? $"[{listen.Address}]" : listen.Address)}:{(listen.Port == 0 ? "any free port" : listen.Port)}{(listen.Tls ? ", TLS" : "")}";

    private static string Show(EndpointOptions endpoint) =>
        $"{endpoint.Script}, {endpoint.Dispatch.ToString().ToLowerInvariant()}";
}
