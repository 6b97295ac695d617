using System.Text.Json;
using System.Text.RegularExpressions;

namespace ScriptWs.Scripting.Checking;

/// <summary>One member of a type of settings, as in <c>apiKey: string</c> or <c>retries?: number</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOptional">Whether it may be missing.</param>
/// <param name="Type">Its type, as it is written.</param>
/// <param name="Offset">The place of the name in the text.</param>
internal sealed partial record SettingShape(string Name, bool IsOptional, string Type, int Offset)
{
    /// <summary>What the value must be; <c>null</c> for types that are not checked.</summary>
    public string? Kind => Type switch
    {
        "string" or "number" or "boolean" => Type,
        ['{', ..] => "object",
        _ when Type.EndsWith("[]", StringComparison.Ordinal) => "array",
        _ => null,
    };

    /// <summary>The members between the braces of an object type.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Where its opening brace stands.</param>
    public static IReadOnlyList<SettingShape> Read(string text, int start)
    {
        var members = new List<SettingShape>();
        var (depth, from) = (0, start + 1);
        for (var at = start; at < text.Length; at++)
        {
            if (depth == 1 && (text[at] is ',' or ';' or '\n' or '}'))
            {
                if (Member().Match(text[from..at]) is { Success: true } match) members.Add(Of(match, from));
                from = at + 1;
            }

            if (text[at] is '{' or '[' or '(' or '<') depth++;
            else if ((text[at] is '}' or ']' or ')' or '>') && --depth == 0) break;
        }

        return members;
    }

    public static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        _ => "object",
    };

    private static SettingShape Of(Match match, int from)
    {
        var (name, type) = (match.Groups["name"], match.Groups["type"].Value.Trim());
        var isOptional = match.Groups["optional"].Success || type.Split('|').Any(part => part.Trim() is "undefined" or "null");
        return new SettingShape(name.Value, isOptional, type, from + name.Index);
    }

    [GeneratedRegex(@"^[\s*]*(?:readonly\s+)?[""']?(?<name>[\p{L}_$][\p{L}\p{N}_$]*)[""']?(?<optional>\?)?\s*:\s*(?<type>.+)$",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Member();
}
