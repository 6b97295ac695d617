using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>Reads what failures say.</summary>
internal static partial class FailureText
{
    /// <summary>The message without the stack trace that some senders repeat in it.</summary>
    public static string? Message(TestStepResult result) =>
        result.Exception?.Message is { Length: > 0 } message ? message : result.Message;

    /// <summary>The stack trace without the message that it usually begins with.</summary>
    public static string Trace(Io.Cucumber.Messages.Types.Exception? exception)
    {
        var trace = (exception?.StackTrace ?? "").ReplaceLineEndings("\n");
        var message = (exception?.Message ?? "").ReplaceLineEndings("\n");
        foreach (var start in new[] { $"{exception?.Type}: {message}", message })
        {
            if (message.Length > 0 && trace.StartsWith(start, StringComparison.Ordinal))
                return trace[start.Length..].Trim('\n');
        }

        return trace.Trim('\n');
    }

    /// <summary>The first line, for lists.</summary>
    public static string Headline(string? message) =>
        (message ?? "").Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "";

    /// <summary>Whether a line tells what was "expected", what was "received", or neither.</summary>
    public static string? KindOf(string line) =>
        Expected().IsMatch(line) ? "expected" : Received().IsMatch(line) ? "received" : null;

    // In a difference, "-" is what was missed and "+" what came in its place.
    [GeneratedRegex(@"^(- |\s*expected:)", RegexOptions.IgnoreCase)]
    private static partial Regex Expected();

    [GeneratedRegex(@"^(\+ |\s*(received|actual|but was):)", RegexOptions.IgnoreCase)]
    private static partial Regex Received();
}
