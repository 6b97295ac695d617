using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Microsoft.Extensions.Logging;
using ScriptWs.Testing.Features;

namespace ScriptWs.Testing.JavaScript;

/// <summary>What world.js and client.js call: everything works on the scenario that the engine runs now.</summary>
internal sealed class WorldHost(StepEngine engine, string folder)
{
    public World Current { get; set; } = null!;

    public StepValues Values { get; } = new(engine.Engine);

    public JsObject CreateObject()
    {
        var host = new JsObject(engine.Engine);
        Add("serve", args => Serve(TextOf(args.At(0)), TextOf(args.At(1)), TextOf(args.At(2))));
        Add("connect", args => Connect(args.At(0).ToString(), OptionsOf(args.At(1).ToString())));
        Add("send", args => Promise(Send(args.At(0).ToString(), args.At(1))));
        Add("receive", args => Receive(args.At(0).ToString(), TimeOf(args.At(1))));
        Add("close", args => Close(args.At(0).ToString(), (int)args.At(1).AsNumber(), args.At(2).ToString()));
        Add("closed", args => Closed(args.At(0).ToString(), TimeOf(args.At(1))));
        Add("received", args => Values.Messages(Current.Client(args.At(0).ToString()).Received));
        Add("clientState", args => new JsString(StateOf(Current.Client(args.At(0).ToString()))));
        Add("clientStatus", args => JsNumber.Create(Current.Client(args.At(0).ToString()).Status));
        Add("clientHeaders", args => Json(Current.Client(args.At(0).ToString()).Headers));
        Add("clientBody", args => new JsString(Current.Client(args.At(0).ToString()).Body));
        Add("clientSubprotocol", args => Current.Client(args.At(0).ToString()).Subprotocol is { } subprotocol ? new JsString(subprotocol) : JsValue.Null);
        Add("advance", args => Advance(TimeSpan.FromMilliseconds(args.At(0).AsNumber())));
        Add("now", _ => JsNumber.Create(Current.Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        Add("attach", args => Attach(args.At(0), args.At(1).ToString(), TextOf(args.At(2))));
        Add("log", args => Attach(args.At(0), "text/x.cucumber.log+plain", null));
        Add("console", _ => Json(Current.Log.Where(entry => entry.IsScript).Select(entry => new { level = LevelOf(entry.Level), text = entry.Text })));
        Add("pickle", _ => Json(new { name = Current.Scenario.Name, tags = Current.Scenario.Tags }));
        return host;

        void Add(string name, Func<JsValue[], JsValue> body) => host.FastSetDataProperty(name, engine.Function(name, body));
    }

    private static JsString Json(object value) => new(JsonSerializer.Serialize(value));

    private static string? TextOf(JsValue value) => value.IsUndefined() || value.IsNull() ? null : value.ToString();

    private static TimeSpan? TimeOf(JsValue value) => value.IsNumber() ? TimeSpan.FromMilliseconds(value.AsNumber()) : null;

    private static string StateOf(TestClient client) => client.IsOpen ? "open" : client.Status == 101 && !client.HasEnded ? "closing" : "closed";

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Warning => "warn",
        LogLevel.Error or LogLevel.Critical => "error",
        _ => "info",
    };

    // Arguments are read before: the engine uses their array again while the work goes on outside.
    private JsValue Serve(string? script, string? config, string? files) => Promise(() => ServeAsync(script, config, files));

    private JsValue Connect(string name, ConnectOptions options) => Promise(() => Current.ConnectAsync(name, options));

    private JsValue Close(string name, int code, string reason)
    {
        var client = Current.Client(name);
        return Promise(() => client.CloseAsync(code, reason));
    }

    private JsValue Advance(TimeSpan time) => Promise(() => Current.AdvanceAsync(time));

    private JsValue Promise(Func<Task> run) => engine.Promise(async () =>
    {
        await run().ConfigureAwait(false);
        return () => JsValue.Undefined;
    });

    private async Task ServeAsync(string? script, string? config, string? files)
    {
        Current.NeedsOwnServer();
        if (Current.Server is not null) throw new StepFailedException("The scenario's server runs already; call serve once, before the first connect.");
        if (config is not null) Current.Setup.UseSettings(config);
        if (script is not null) UseScript(script);
        foreach (var (path, content) in files is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string>>(files)!) Current.Setup.AddFile(path, content);
        try
        {
            await Current.StartServerAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is Configuration.ConfigurationException or ScriptWsException)
        {
            throw new StepFailedException(e.Message);
        }
    }

    private void UseScript(string script)
    {
        if (Path.GetExtension(script) is not (".js" or ".mjs" or ".ts" or ".mts") || script.Contains('\n'))
        {
            Current.Setup.UseScript(script);
            return;
        }

        var project = ProjectFolder.Of(Path.GetFullPath(Current.Scenario.Uri, folder), folder);
        string[] places = [Path.GetFullPath(script, project), Path.GetFullPath(script, folder)];
        Current.Setup.UseScriptFile(places.FirstOrDefault(File.Exists)
            ?? throw new StepFailedException($"There is no script {script} in {project}; paths are relative to the project of the feature, or to the current folder."));
    }

    private static ConnectOptions OptionsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new ConnectOptions
        {
            Path = root.GetProperty("path").GetString()!,
            Protocols = [.. root.GetProperty("protocols").EnumerateArray().Select(protocol => protocol.ToString())],
            Headers = [.. root.GetProperty("headers").EnumerateObject().Select(field => KeyValuePair.Create(field.Name, field.Value.ToString()))],
        };
    }

    private Func<Task> Send(string name, JsValue data)
    {
        // The value is looked at now, inside the step; the sending goes on outside.
        var client = Current.Client(name);
        if (data.IsString())
        {
            var text = data.ToString();
            return () => client.SendAsync(text);
        }

        if (!data.IsUint8Array()) throw new StepFailedException("A message is a string or a Uint8Array; JSON.stringify makes a string of an object.");
        var bytes = data.AsUint8Array();
        return () => client.SendAsync(bytes);
    }

    private JsValue Receive(string name, TimeSpan? within)
    {
        var client = Current.Client(name);
        return engine.Promise(async () =>
        {
            var message = await client.ReceiveAsync(within).ConfigureAwait(false);
            return () => Values.Message(message);
        });
    }

    private JsValue Closed(string name, TimeSpan? within)
    {
        var client = Current.Client(name);
        return engine.Promise(async () =>
        {
            var closed = await client.ClosedAsync(within).ConfigureAwait(false);
            return () => Json(new { code = closed.Code, reason = closed.Reason });
        });
    }

    private JsValue Attach(JsValue data, string mediaType, string? fileName)
    {
        if (data.IsUint8Array()) Current.Attach(data.AsUint8Array(), mediaType, fileName);
        else Current.Attach(data.ToString(), mediaType, fileName);
        return JsValue.Undefined;
    }
}
