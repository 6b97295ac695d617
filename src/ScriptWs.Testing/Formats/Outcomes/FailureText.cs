using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>Reads what failures say.</summary>
internal static partial class FailureText
{
    /// <summary>The message without the stack trace that some senders repeat in it.</summary>
    public static string? Message(TestStepResult result) =>
        result.Exception?.Message is { Length: > 0 } message ? message : result.Message;

    /// <summary>The first line, for lists.</summary>
    public static string Headline(string? message) =>
        (message ?? "").Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";

    /// <summary>Whether a line tells what was "expected", what was "received", or neither.</summary>
    public static string? KindOf(string line) =>
        Expected().IsMatch(line) ? "expected" : Received().IsMatch(line) ? "received" : null;

    [GeneratedRegex(@"^\s*(\+\s|expected\b[^:]*:)", RegexOptions.IgnoreCase)]
    private static partial Regex Expected();

    [GeneratedRegex(@"^\s*(-\s|(actual|received|but was|got|found)\b[^:]*:)", RegexOptions.IgnoreCase)]
    private static partial Regex Received();
}
