using System.Text.RegularExpressions;
using Acornima;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>Says what went wrong in a script as its author would: file, line, column, kind, message.</summary>
internal static partial class ScriptErrors
{
    /// <summary>Characters of a message at most: a script may throw a megabyte.</summary>
    private const int MaxLength = 1000;

    /// <summary>The file does not parse.</summary>
    public static string DescribeSyntax(string file, Exception e) => e.InnerException is ParseErrorException { LineNumber: > 0 } parse
        ? $"{file}:{parse.LineNumber}:{parse.Column + 1}: SyntaxError: {Clip(parse.Description)}."
        : $"{file}: SyntaxError: {WhyNotPrepared(e)}.";

    /// <summary>A turn, or the evaluation of the module, failed.</summary>
    /// <param name="script">The script's own path, when the failure tells no place.</param>
    /// <param name="budget">What the turn might use.</param>
    /// <param name="e">The failure.</param>
    /// <param name="lastPlace">Where the engine was, as <c>file:line:column</c>, if known.</param>
    public static string Describe(string script, ScriptBudget budget, Exception e, string? lastPlace = null) => e switch
    {
        ScriptLoadException => e.Message,
        JavaScriptException js => $"{Place(js) ?? lastPlace ?? script}: {Describe(js.Error)}",
        PromiseRejectedException rejected => $"{lastPlace ?? script}: {Describe(rejected.RejectedValue)}",
        RegexMatchTimeoutException => $"{lastPlace ?? script}: a regular expression took longer than script.regexTimeout ({budget.RegexTimeout.TotalMilliseconds:0} ms).",
        BudgetException => $"{lastPlace ?? script}: {e.Message}.",
        TimeoutException => $"{lastPlace ?? script}: the turn took longer than script.turnTimeout ({budget.TurnTimeout.TotalMilliseconds:0} ms) and was cut off.",
        MemoryLimitExceededException => $"{lastPlace ?? script}: the turn used more than script.memory ({budget.Memory >> 20} MiB) and was cut off.",
        ScriptPreparationException => DescribeSyntax(script, e), // a part of the source that is prepared when it is first met
        RecursionDepthOverflowException => $"{lastPlace ?? script}: a function called itself more often than script.recursion allows ({budget.Recursion}).",
        InsufficientExecutionStackException => $"{lastPlace ?? script}: calls within calls went deeper than the stack holds.",
        _ => $"{lastPlace ?? script}: {e.GetType().Name}: {Clip(e.Message)}",
    };

    /// <summary>A thrown or rejected value, as <c>TypeError: x is not a function.</c></summary>
    public static string Describe(JsValue error)
    {
        if (error is not ObjectInstance thrown) return $"threw {Clip(error.ToString())}";

        try
        {
            var (name, message) = (thrown.Get("name").ToString(), Clip(thrown.Get("message").ToString()));
            return message.EndsWith('.') ? $"{name}: {message}" : $"{name}: {message}.";
        }
        catch (Exception)
        {
            return "threw an object that cannot be shown";
        }
    }

    /// <summary>The first place in a stack that is the script's own.</summary>
    public static string? Place(string? stack) => stack is null ? null : StackPlace().Matches(stack)
        .Select(match => match.Groups["place"].Value)
        .FirstOrDefault(place => !place.StartsWith("web.js:", StringComparison.Ordinal) && !place.StartsWith("suspension.js:", StringComparison.Ordinal));

    /// <summary>Where an error was made, if it is one.</summary>
    public static string? PlaceOf(JsValue error) =>
        error is JsError made && made.Get("stack") is JsString stack ? Place(stack.ToString()) : null;

    /// <summary>A node of a parsed script.</summary>
    public static string PlaceOf(SourceLocation location) => $"{location.SourceFile}:{location.Start.Line}:{location.Start.Column + 1}";

    private static string? Place(JavaScriptException e) => Place(e.JavaScriptStackTrace) ?? (e.Location.SourceFile is { Length: > 0 } file
        ? $"{file}:{e.Location.Start.Line}:{e.Location.Start.Column + 1}"
        : null);

    [GeneratedRegex(@"^\s*at (?:.*\()?(?<place>.+:\d+:\d+)\)?\s*$", RegexOptions.Multiline)]
    private static partial Regex StackPlace();

    /// <summary>The engine looks at its own depth, or at the stack; which comes first depends on the thread.</summary>
    private static string WhyNotPrepared(Exception e) =>
        (e.InnerException ?? e) is InsufficientExecutionStackException || e.Message.Contains("nesting exceeds", StringComparison.Ordinal)
            ? "the source is nested too deeply; the engine takes some 250 levels, and so many terms of one expression"
            : Clip(e.Message).TrimEnd('.');

    private static string Clip(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
