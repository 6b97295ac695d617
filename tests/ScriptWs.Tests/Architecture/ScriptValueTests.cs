using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Architecture;

/// <summary>What describes, logs or locates values of scripts must not run script: it may stand where nothing bounds one.</summary>
public sealed partial class ScriptValueTests
{
    /// <summary>Shows values, or tells where and why something failed.</summary>
    private static readonly string[] Describing =
        ["ScriptErrors.cs", "ScriptPlace.cs", "ValueText.cs", "ConsoleObject.cs", "StackTraces.cs", "ScriptFailures.cs", "RepeatedFailures.cs"];

    [Fact]
    public void DescribingFile_Always_ReadsDataPropertiesOnly() => Violations.None(
        from file in Sources()
        where Describing.Contains(Path.GetFileName(file))
        from line in File.ReadLines(file).Select((text, index) => (text, index))
        where RunsScript().IsMatch(line.text) && !line.text.Contains("of a promise, within the turn", StringComparison.Ordinal)
        select $"{Path.GetFileName(file)}:{line.index + 1}: {line.text.Trim()}");

    [Fact]
    public void Stack_OutsideStackTraces_IsNotAskedFor() => Violations.None(
        from file in Sources()
        where Path.GetFileName(file) != "StackTraces.cs"
        from line in File.ReadLines(file).Select((text, index) => (text, index))
        where AsksForStack().IsMatch(line.text)
        select $"{Path.GetFileName(file)}:{line.index + 1}: {line.text.Trim()}");

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "ScriptWs", "Scripting"), "*.cs", SearchOption.AllDirectories);

    /// <summary>Getters, traps, and conversions that call toString or valueOf.</summary>
    [GeneratedRegex(@"(?<!DataOnly)\.Get\(|\.HasProperty\(|\.HasOwnProperty\(|\.AsString\(|\[\(uint\)|TypeConverter\.(?!ToBoolean|ToNumber\(value\)|ToString\(JsNumber)|(?:error|thrown|reason|value)\.ToString\(\)")]
    private static partial Regex RunsScript();

    [GeneratedRegex(@"Advanced\.StackTrace|JavaScriptStackTrace|GetJavaScriptErrorString|Get\(""stack""\)")]
    private static partial Regex AsksForStack();
}
