using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats;

/// <summary>Cucumber Messages as JSON, spelled as the golden files of Cucumber's compatibility kit spell them.</summary>
[JsonSerializable(typeof(Envelope))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class EnvelopeJson : JsonSerializerContext
{
    private static readonly EnvelopeJson Spelled = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Messages have files of their own, where < and & need no escape.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new SpelledEnumConverter<AttachmentContentEncoding>(value => value.Value()),
            new SpelledEnumConverter<HookType>(value => value.Value()),
            new SpelledEnumConverter<PickleStepType>(value => value.Value()),
            new SpelledEnumConverter<SourceMediaType>(value => value.Value()),
            new SpelledEnumConverter<StepDefinitionPatternType>(value => value.Value()),
            new SpelledEnumConverter<StepKeywordType>(value => value.Value()),
            new SpelledEnumConverter<TestStepResultStatus>(value => value.Value()),
        },
    });

    /// <summary>One line of JSON, without its end.</summary>
    public static string Write(Envelope envelope) => JsonSerializer.Serialize(envelope, Spelled.Envelope);

    /// <summary>The message that a line of JSON holds; fields that this version does not know are passed over.</summary>
    public static Envelope Read(string line) =>
        JsonSerializer.Deserialize(line, Spelled.Envelope) ?? throw new JsonException("A line of messages holds null instead of a message.");
}
