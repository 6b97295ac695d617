using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Testing.Compatibility;

/// <summary>
/// Messages in a form that can be compared: ids are numbered in the order of their appearance, and what depends on the
/// clock, the machine or the language is left out, as the kit says: times, traces, the runner's name, lines of step files.
/// </summary>
internal static partial class GoldenMessages
{
    private static readonly string[] Ids =
    [
        "id", "astNodeId", "hookId", "pickleId", "pickleStepId", "testCaseId", "testCaseStartedId", "testStepId", "testRunStartedId", "testRunHookStartedId",
    ];

    public static IReadOnlyList<string> Normalize(IEnumerable<string> lines)
    {
        var ids = new Dictionary<string, string>();
        return [.. lines.Where(line => line != "").Select(line => Normalize(JsonNode.Parse(line)!.AsObject(), ids))];
    }

    private static string Normalize(JsonObject envelope, Dictionary<string, string> ids)
    {
        var kind = envelope.Single().Key;
        if (kind == "meta") return "meta";
        if (kind == "suggestion" && envelope[kind]!["snippets"]!.AsArray().Count > 0) envelope[kind]!["snippets"] = "some";
        return Visit(envelope)!.ToJsonString();

        JsonNode? Visit(JsonNode? node, string name = "") => node switch
        {
            JsonObject { Count: 0 } => new JsonObject(),
            JsonObject inner => new JsonObject(inner.OrderBy(member => member.Key, StringComparer.Ordinal)
                .Where(member => member.Value is not null && !IsLeftOut(member.Key, inner))
                .Select(member => KeyValuePair.Create(member.Key, Visit(member.Value, member.Key)))),
            JsonArray array => new JsonArray([.. array.Select(item => Visit(item, name))]),
            JsonValue value when Ids.Contains(name) || name is "astNodeIds" or "stepDefinitionIds" => Numbered(value.ToString()),
            JsonValue value when name == "uri" => WithoutExtension().Replace(value.ToString(), ""),
            _ => node?.DeepClone(),
        };

        string Numbered(string id) => ids.TryGetValue(id, out var number) ? number : ids[id] = string.Create(CultureInfo.InvariantCulture, $"#{ids.Count}");
    }

    private static bool IsLeftOut(string name, JsonObject owner) =>
        name is "timestamp" or "duration" or "stackTrace"
        || (name == "message" && owner.ContainsKey("exception"))
        || (name == "message" && owner.ContainsKey("status"))
        || (name == "message" && owner["type"]?.ToString() == "AssertionError") // the words of an assertion library
        || (name == "type" && owner["message"]?.ToString() == "Whoops!") // a class of the runner's own language
        || (name == "location" && owner.ContainsKey("uri") && owner["uri"]!.ToString() is var uri && (uri.EndsWith(".ts", StringComparison.Ordinal) || uri.EndsWith(".js", StringComparison.Ordinal)));

    [GeneratedRegex(@"\.(ts|js)$")]
    private static partial Regex WithoutExtension();
}
