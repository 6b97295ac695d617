using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScriptWs.Configuration;

namespace ScriptWs.Testing;

/// <summary>What a scenario's server is started with: settings as in server.json, and scripts. Nothing is written before the start.</summary>
public sealed class ServerSetup : IDisposable
{
    private const string DefaultScript = "script.js";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _certificates = new(StringComparer.Ordinal);
    private string? _folder;
    private Action<ScriptWsServer>? _configure;

    /// <summary>The settings: what server.json would hold. A free port of 127.0.0.1 is listened on unless they say otherwise.</summary>
    public JsonObject Settings { get; private set; } = [];

    /// <summary>The folder of the server's files; made when it is first asked for, removed with the scenario.</summary>
    public string Folder => _folder ??= Directory.CreateTempSubdirectory("scriptws-").FullName;

    /// <summary>Replaces all settings.</summary>
    /// <exception cref="StepFailedException">The text is not a JSON object.</exception>
    public void UseSettings(string json)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            Settings = JsonNode.Parse(json, null, options) as JsonObject ?? throw new JsonException("it is not an object.");
        }
        catch (JsonException e)
        {
            throw new StepFailedException($"The settings are not JSON: {e.Message}");
        }
    }

    /// <summary>Sets one setting by its path, such as <c>limits.maxMessageSize</c> or <c>endpoints.0.dispatch</c>.</summary>
    /// <param name="path">Names and, in lists, numbers, separated by dots.</param>
    /// <param name="value">JSON such as <c>5</c>, <c>true</c>, <c>["a"]</c>; anything else is a text.</param>
    public void Set(string path, string value)
    {
        ArgumentNullException.ThrowIfNull(path);
        var names = path.Split('.');
        if (names[0] == "endpoints") EnsureEndpoint();
        JsonNode at = Settings;
        for (var i = 0; i < names.Length - 1; i++) at = Child(at, names[i], nextIsIndex: int.TryParse(names[i + 1], out _));
        Put(at, names[^1], ValueOf(value));
    }

    /// <summary>Gives the first endpoint this script.</summary>
    /// <param name="source">Its text.</param>
    public void UseScript(string source)
    {
        AddFile(DefaultScript, source);
        EnsureEndpoint();
        Settings["endpoints"]![0]!["script"] = DefaultScript;
    }

    /// <summary>Adds a file beside the script: a module that it imports.</summary>
    /// <param name="path">Relative to the folder.</param>
    /// <param name="content">Its text.</param>
    /// <exception cref="StepFailedException">The path leads out of the folder.</exception>
    public void AddFile(string path, string content)
    {
        var full = Path.GetFullPath(path, Folder);
        if (!full.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new StepFailedException($"\"{path}\" leads out of the server's folder; name a file in it.");
        _files[full] = content;
    }

    /// <summary>Adds a file with a certificate, which does not stand for a script.</summary>
    internal void AddCertificate(string path, string pem)
    {
        AddFile(path, pem);
        _certificates.Add(Path.GetFullPath(path, Folder));
    }

    /// <summary>Takes a script with everything beside it, so that it finds what it imports.</summary>
    /// <param name="script">The script's full path.</param>
    public void UseScriptFile(string script)
    {
        EnsureEndpoint();
        Settings["endpoints"]![0]!["script"] = script;
    }

    /// <summary>Adds a module of C# that the script imports as <c>host:name</c>, or a fake in its place.</summary>
    /// <typeparam name="T">The type whose <see cref="ScriptFunctionAttribute"/> methods count.</typeparam>
    /// <param name="name">What the script writes after <c>host:</c>.</param>
    /// <param name="instance">The object.</param>
    /// <param name="options">How it is called.</param>
    public void AddModule<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] T>(
        string name, T instance, ScriptModuleOptions? options = null)
        where T : class => Configure(server => server.Modules.Add(name, instance, options));

    /// <summary>Does something with the server before it starts: adds middleware or C# handlers.</summary>
    public void Configure(Action<ScriptWsServer> configure) => _configure += configure;

    /// <summary>Prepares a server.</summary>
    internal void AddTo(ScriptWsServer server) => _configure?.Invoke(server);

    /// <summary>Writes server.json and the scripts.</summary>
    /// <returns>The path of server.json.</returns>
    public string Write()
    {
        if (_files.Count == _certificates.Count && !Settings.ContainsKey("endpoints")) UseScript(Scripts.Echo);
        Settings["listen"] ??= new JsonArray(new JsonObject { ["address"] = "127.0.0.1", ["port"] = 0 });
        WriteFiles();
        var file = Path.Combine(Folder, "server.json");
        File.WriteAllText(file, Settings.ToJsonString(Indented));
        return file;
    }

    /// <summary>Reads a server.json. What a scenario stores is gone with it, whatever the configuration wants.</summary>
    internal static ScriptWsOptions Load(string file)
    {
        var options = ServerConfiguration.Load(file);
        // That of a cluster in memory is gone with its servers.
        var isOfTheServers = options.Storage.Backend == StorageBackend.Cluster
            && options.Cluster.Url?.StartsWith("memory:", StringComparison.Ordinal) == true;
        return isOfTheServers
            ? options
            : options with { Storage = options.Storage with { Backend = StorageBackend.Memory } };
    }

    /// <summary>Writes the files that were added, and no server.json of its own.</summary>
    internal void WriteFiles()
    {
        Directory.CreateDirectory(Folder);
        foreach (var (path, content) in _files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        if (_folder is { } folder && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private void EnsureEndpoint()
    {
        if (!Settings.ContainsKey("endpoints")) Settings["endpoints"] = new JsonArray(new JsonObject { ["path"] = "/", ["script"] = DefaultScript });
        if (!_files.ContainsKey(Path.Combine(Folder, DefaultScript))) AddFile(DefaultScript, Scripts.Echo);
    }

    private static JsonNode Child(JsonNode parent, string name, bool nextIsIndex)
    {
        var child = parent is JsonArray array ? (int.TryParse(name, out var index) && index < array.Count ? array[index] : null) : parent[name];
        if (child is not null) return child;
        child = nextIsIndex ? new JsonArray() : new JsonObject();
        Put(parent, name, child);
        return child;
    }

    private static void Put(JsonNode parent, string name, JsonNode? value)
    {
        if (parent is not JsonArray array) parent[name] = value;
        else if (int.TryParse(name, out var index) && index < array.Count) array[index] = value;
        else array.Add(value);
    }

    private static JsonNode? ValueOf(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(value);
        }
    }
}
