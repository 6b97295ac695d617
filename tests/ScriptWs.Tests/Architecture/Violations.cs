namespace ScriptWs.Tests.Architecture;

/// <summary>Fails a test with every place that breaks a rule, one a line.</summary>
internal static class Violations
{
    public static void None(IEnumerable<string> violations)
    {
        var found = violations.ToList();
        if (found.Count > 0)
            Assert.Fail(string.Join(Environment.NewLine, found));
    }
}
