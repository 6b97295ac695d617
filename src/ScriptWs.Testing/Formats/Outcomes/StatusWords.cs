using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>What people call a status.</summary>
internal static class StatusWords
{
    /// <summary>Every status, the one that needs a person most first.</summary>
    public static IReadOnlyList<TestStepResultStatus> WorstFirst { get; } = [.. Enum.GetValues<TestStepResultStatus>().OrderDescending()];

    /// <summary>One word, or two, in lower case.</summary>
    public static string Word(this TestStepResultStatus status) => status switch
    {
        TestStepResultStatus.PASSED => "passed",
        TestStepResultStatus.SKIPPED => "skipped",
        TestStepResultStatus.PENDING => "pending",
        TestStepResultStatus.UNDEFINED => "undefined",
        TestStepResultStatus.AMBIGUOUS => "ambiguous",
        TestStepResultStatus.FAILED => "failed",
        _ => "not run",
    };

    /// <summary>A sign that differs in shape, for those who do not see its colour.</summary>
    public static string Sign(this TestStepResultStatus status) => status switch
    {
        TestStepResultStatus.PASSED => "✓",
        TestStepResultStatus.SKIPPED => "⤼",
        TestStepResultStatus.PENDING => "…",
        TestStepResultStatus.UNDEFINED => "?",
        TestStepResultStatus.AMBIGUOUS => "≠",
        TestStepResultStatus.FAILED => "✗",
        _ => "○",
    };
}
