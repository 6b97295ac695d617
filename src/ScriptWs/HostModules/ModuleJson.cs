using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ScriptWs.HostModules;

/// <summary>The contracts of modules that bring none of their own.</summary>
internal static class ModuleJson
{
    private const string Switched =
        "Without reflection, as in trimmed programs, there is no such resolver, and types without a contract are refused.";

    /// <summary>Camel case, and enums by name.</summary>
    public static JsonSerializerOptions Default { get; } = Create();

    /// <summary>The same, for a module that may be unloaded: contracts keep their types alive.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Switched)]
    [UnconditionalSuppressMessage("Aot", "IL3050", Justification = Switched)]
    public static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            TypeInfoResolver = JsonSerializer.IsReflectionEnabledByDefault
                ? new DefaultJsonTypeInfoResolver()
                : JsonTypeInfoResolver.Combine(),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly();
        return options;
    }
}
