using System.Text.Json;

namespace ScriptWs.Scripting.Packages;

/// <summary>What a package.json contains about modules.</summary>
/// <param name="Folder">Its folder, relative to the root, with forward slashes; empty for the root itself.</param>
/// <param name="Name">The package's name.</param>
/// <param name="Main">The file that <c>require</c> would take.</param>
/// <param name="Module">The file that bundlers take.</param>
/// <param name="Exports">What may be imported from outside; <c>null</c> where every file may.</param>
/// <param name="Imports">What <c>#</c> specifiers of its own files stand for.</param>
internal sealed record PackageJson(string Folder, string? Name, string? Main, string? Module, JsonElement? Exports, JsonElement? Imports)
{
    private const int MaxDepth = 32;

    /// <exception cref="JsonException">It is not JSON, or no object.</exception>
    public static PackageJson Parse(string folder, string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("it must be an object");

        return new PackageJson(folder, Text("name"), Text("main"), Text("module"), Element("exports"), Element("imports"));

        string? Text(string name) =>
            root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        JsonElement? Element(string name) =>
            root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.Clone() : null;
    }

    /// <summary>A file of the package, relative to the root.</summary>
    /// <param name="path">Relative to the package.</param>
    public string PathOf(string path) => Folder.Length == 0 ? path : $"{Folder}/{path}";
}
