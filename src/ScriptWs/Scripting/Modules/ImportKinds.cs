using Jint.Runtime.Modules;
using ScriptWs.TypeScript;

namespace ScriptWs.Scripting;

/// <summary>
/// Reads the attributes of an import. Data never runs as code: its kind comes from the importing script, not from the file's name.
/// </summary>
internal static class ImportKinds
{
    private const string Type = "type";

    public static ImportKind Of(ModuleRequest request) => TypeOf(request) switch
    {
        "json" => ImportKind.Json,
        "text" => ImportKind.Text,
        _ => ImportKind.Code,
    };

    /// <returns>What is wrong with the attributes; <c>null</c> when nothing is.</returns>
    /// <param name="path">The file that is imported.</param>
    /// <param name="request">The import.</param>
    public static string? Problem(string path, ModuleRequest request)
    {
        var attributes = request.Attributes ?? [];
        if (attributes.FirstOrDefault(attribute => attribute.Key != Type) is { Key: { } unknown })
            return $"\"{request.Specifier}\" is imported with the attribute \"{unknown}\", which is unknown; only {{ type: \"json\" }} and {{ type: \"text\" }} can be given";
        if (TypeOf(request) is { } type && type is not ("json" or "text"))
            return $"\"{request.Specifier}\" is imported as type \"{type}\", which is unknown; the types are \"json\" and \"text\"";
        if (TypeOf(request) is null && Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
            return $"\"{request.Specifier}\" is data and not a module; import it as in: import data from \"{request.Specifier}\" with {{ type: \"json\" }}";
        return LanguageProblem(request, path);
    }

    private static string? LanguageProblem(ModuleRequest request, string path) =>
        TypeOf(request) is null && SourceLanguage.Problem(path) is { } problem ? $"\"{request.Specifier}\" {problem}" : null;

    private static string? TypeOf(ModuleRequest request) =>
        request.Attributes?.FirstOrDefault(attribute => attribute.Key == Type) is { Key: not null } found ? found.Value : null;
}
