using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace ScriptWs.Configuration;

/// <summary>.NET's JSON provider over a file that <see cref="SettingsCheck"/> has read.</summary>
/// <param name="json">The file; empty when it has errors, or cannot be read.</param>
/// <param name="accepted">The keys that the check accepted, with their values.</param>
internal sealed class CheckedJsonSource(byte[] json, Dictionary<string, string?> accepted) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) =>
        json.Length > 0
            ? new Provider(json, accepted)
            : new ConfigurationBuilder().AddInMemoryCollection(accepted).Sources[0].Build(builder);

    /// <summary>
    /// Adds what the provider cannot express: <c>true</c> in place of a section, and sections that are empty but not absent.
    /// </summary>
    private sealed class Provider(byte[] json, Dictionary<string, string?> accepted)
        : JsonStreamConfigurationProvider(new JsonStreamConfigurationSource { Stream = new MemoryStream(json) })
    {
        public override void Load(Stream stream)
        {
            base.Load(stream);
            var read = Data;
            Data = accepted.ToDictionary(
                pair => pair.Key,
                pair => read.TryGetValue(pair.Key, out var value) ? value ?? pair.Value : pair.Value,
                accepted.Comparer);
        }
    }
}
