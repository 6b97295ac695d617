using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScriptWs.Cli;

/// <summary>Puts entries into a users file; a reader meanwhile finds the old file or the new one, whole.</summary>
internal static class UsersFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>What was done, as a sentence.</returns>
    /// <exception cref="CommandException">The file holds something else than users.</exception>
    public static string Put(string file, string name, JsonObject entry)
    {
        var (document, users, at) = Find(file, name);
        if (at < 0) users.Add(entry);
        else users[at] = entry;

        Write(file, document.ToJsonString(Json) + "\n");
        return at < 0 ? $"{name} was added to {file}." : $"{name} was replaced in {file}.";
    }

    /// <summary>Adds the API key of an entry to what the user has already; roles that the entry names take the place of the old ones.</summary>
    /// <inheritdoc cref="Put"/>
    public static string AddKey(string file, string name, JsonObject entry)
    {
        var (_, users, at) = Find(file, name);
        if (at < 0) return Put(file, name, entry);

        var merged = (JsonObject)users[at]!.DeepClone();
        if (merged["apiKeyHashes"] is JsonArray earlier)
        {
            foreach (var hash in earlier.Reverse()) ((JsonArray)entry["apiKeyHashes"]!).Insert(0, hash?.DeepClone());
        }

        foreach (var (key, value) in entry) merged[key] = value?.DeepClone();
        Put(file, name, merged);
        return $"A key was added to {name} in {file}.";
    }

    private static (JsonObject Document, JsonArray Users, int At) Find(string file, string name)
    {
        var document = Read(file);
        if (document["users"] is not JsonArray users) document["users"] = users = [];
        return (document, users, users.ToList().FindIndex(user => user is JsonObject known && known["name"] is JsonValue value && value.TryGetValue<string>(out var text) && text == name));
    }

    private static JsonObject Read(string file)
    {
        if (!File.Exists(file)) return [];
        try
        {
            // A comment would be lost: JsonNode does not keep any, so a file with one is refused.
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject document && document["users"] is (null or JsonArray)) return document;
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new CommandException($"{file} is not {{ \"users\": [ … ] }} without comments; fix it, or name another file.");
    }

    private static void Write(string file, string text)
    {
        var next = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        // Anyone who reads hashes can guess at them, so only the owner can.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(next, options)) stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        File.Move(next, file, overwrite: true);
    }
}
