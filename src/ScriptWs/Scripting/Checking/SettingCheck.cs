using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acornima.Ast;
using ScriptWs.Configuration;

namespace ScriptWs.Scripting.Checking;

/// <summary>
/// Warns of settings that a script reads, or that its types declare, and that have no value. Values never appear in a message.
/// </summary>
internal static partial class SettingCheck
{
    /// <summary>Files of types that one folder is looked through for at most.</summary>
    private const int MaxTypeFiles = 100;

    private const long MaxTypeFileSize = 1 << 20;

    /// <summary>Characters between a comment and the settings that it describes.</summary>
    private const int MaxLead = 400;

    /// <summary>What every object has.</summary>
    private static readonly string[] OfObjects =
        ["constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf"];

    /// <summary>Checks what a file reads, and the types in its comments.</summary>
    public static void Check(OwnFile file, JsonElement settings, ScriptFindings findings)
    {
        var uses = SettingUses.In(file);
        string[] guarded = [.. uses.Where(use => use.IsGuarded).Select(use => Dotted(use.Names))];
        var missing = from use in uses
                      where !use.IsGuarded && !guarded.Contains(Dotted(use.Names))
                      let absent = FirstAbsent(settings, use.Names)
                      where absent.Length > 0 && !guarded.Contains(absent)
                      select (use.Node, absent);
        foreach (var (node, absent) in missing.DistinctBy(one => one.absent))
            findings.AddWarning(DescribeMissing(ScriptPlace.Text(node.Location), absent, settings));

        foreach (var (type, end) in TypeText.CommentsIn(file.Text))
        {
            if (IsOfSettings(file.Text.AsSpan(end)))
                Check(SettingShape.Read(file.Text, type), file.Name, file.Text, "", [settings], findings);
        }
    }

    /// <summary>Checks the interfaces called Settings in the declaration files beside a script.</summary>
    /// <param name="folder">The script's folder.</param>
    /// <param name="display">How files of it are named in messages.</param>
    /// <param name="settings">Those of each endpoint whose script lies there: the interface lists the names of all.</param>
    /// <param name="findings">Takes what is missing.</param>
    public static void CheckTypes(
        string folder, Func<string, string> display, IReadOnlyList<JsonElement> settings, ScriptFindings findings)
    {
        var files = Directory.EnumerateFiles(folder, "*.d.ts").Order(StringComparer.Ordinal).Take(MaxTypeFiles);
        foreach (var file in files.Where(file => SourceFiles.LengthOf(file) is >= 0 and <= MaxTypeFileSize))
        {
            var text = TypeText.WithoutComments(SourceFiles.ReadAllText(file));
            foreach (Match match in SettingsInterface().Matches(text))
            {
                var shapes = SettingShape.Read(text, match.Index + match.Length - 1);
                Check(shapes, display(Path.GetFileName(file)), text, "", settings, findings);
            }
        }
    }

    private static void Check(
        IReadOnlyList<SettingShape> shapes, string file, string text, string above, IReadOnlyList<JsonElement> all, ScriptFindings findings)
    {
        foreach (var shape in shapes)
        {
            var name = above + shape.Name;
            var values = all.Select(one => PropertyOf(one, shape.Name)).OfType<JsonElement>().ToArray();
            if (values.Length == 0)
            {
                if (!shape.IsOptional) findings.AddWarning(DescribeMissing(PlaceOf(shape), name, all[0]));
                continue;
            }

            // One that is null is warned of by itself.
            var set = values.Where(value => value.ValueKind != JsonValueKind.Null).ToArray();
            var wrong = set.FirstOrDefault(value => shape.Kind is { } kind && SettingShape.KindOf(value) != kind);
            if (wrong.ValueKind != JsonValueKind.Undefined)
            {
                var found = SettingShape.KindOf(wrong);
                findings.AddWarning(
                    $"{PlaceOf(shape)}: server.settings.{name} is declared as {shape.Type.Split('\n')[0]} (found: {found}); "
                    + $"change \"{name}\" in \"settings\" of server.json, or the type.");
            }
            else if (shape.Kind == "object" && set.Length > 0)
            {
                var start = text.IndexOf('{', shape.Offset);
                Check(SettingShape.Read(text, start), file, text, $"{name}.", set, findings);
            }
        }

        string PlaceOf(SettingShape shape) => OwnFile.PlaceOf(file, text, shape.Offset);
    }

    private static string DescribeMissing(string place, string name, JsonElement settings)
    {
        var known = settings.ValueKind == JsonValueKind.Object ? settings.EnumerateObject().Select(one => one.Name) : [];
        var remedy = Nearest.To(name, known) is { } nearest
            ? $"did you mean \"{nearest}\"?"
            : $"add \"{name}\" to \"settings\" of server.json: its value, or null where an environment variable provides it.";
        return $"{place}: server.settings.{name} is not set; {remedy}";
    }

    /// <returns>The shortest name of a value that is not there; empty when all are, or what is there is no object.</returns>
    private static string FirstAbsent(JsonElement settings, IReadOnlyList<string> names)
    {
        var value = settings.ValueKind == JsonValueKind.Undefined ? SettingsData.ElementOf(new JsonObject()) : settings;
        for (var i = 0; i < names.Count && value.ValueKind == JsonValueKind.Object; i++)
        {
            if (PropertyOf(value, names[i]) is not { } found) return OfObjects.Contains(names[i]) ? "" : Dotted(names.Take(i + 1));
            value = found;
        }

        return "";
    }

    private static JsonElement? PropertyOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;

    private static string Dotted(IEnumerable<string> names) => string.Join('.', names);

    private static bool IsOfSettings(ReadOnlySpan<char> after) => SettingsValue().IsMatch(after[..Math.Min(after.Length, MaxLead)]);

    /// <summary>What follows the comment: the settings themselves, or a variable that begins with them.</summary>
    [GeneratedRegex(
        @"^\s*(?:(?:export\s+)?(?:const|let|var)\s+[^=;]*=\s*)?\(?\s*server\s*\.\s*settings\b(?!\s*[.\[])",
        RegexOptions.CultureInvariant)]
    private static partial Regex SettingsValue();

    [GeneratedRegex(@"\binterface\s+Settings\b[^{;]{0,200}\{", RegexOptions.CultureInvariant)]
    private static partial Regex SettingsInterface();
}
