using System.Reflection;
using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Protocol;

/// <summary>Requirements.md names a test for each requirement of the RFCs: here each of them is looked up.</summary>
public sealed partial class RequirementsTests
{
    private static readonly Assembly Tests = typeof(RequirementsTests).Assembly;

    [Fact]
    public void EveryTestNamed_Exists()
    {
        var named = Rows().SelectMany(row => Reference().Matches(row)).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value));

        var missing = named.Where(test => !Exists(test.Class, test.Method)).Select(test => $"{test.Class}.{test.Method}").Distinct();

        Assert.Empty(missing);
    }

    [Fact]
    public void EveryCaseNamed_Exists()
    {
        var cases = (Text("BadHandshakes.tsv") + Text("BadFrames.tsv")).Split('\n', '\t').ToHashSet();

        var missing = Rows().SelectMany(row => Reference().Matches(row)).Select(m => m.Groups[3].Value).Where(c => c.Length > 0 && !cases.Contains(c));

        Assert.Empty(missing);
    }

    [Fact]
    public void EveryRequirement_NamesATest() => Assert.All(Rows(), row => Assert.Matches(Reference(), row));

    private static IEnumerable<string> Rows() =>
        Text("Requirements.md").Split('\n').Where(line => line.StartsWith("| §", StringComparison.Ordinal));

    private static bool Exists(string type, string method) =>
        Tests.GetTypes().Any(t => t.Name == type && t.GetMethod(method) is { } found && found.GetCustomAttributes<FactAttribute>().Any());

    private static string Text(string resource)
    {
        using var reader = new StreamReader(Tests.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    // `Class.Method`, and a case behind a colon up to a semicolon or the end of the cell.
    [GeneratedRegex(@"`(\w+)\.(\w+)`(?:: ([^;|]+?)(?= *[;|]))?")]
    private static partial Regex Reference();
}
