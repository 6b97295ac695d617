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

    /// <summary>Causes of causes, and errors of one AggregateError, that are shown.</summary>
    private const int MaxCauses = 4;

    /// <summary>The file does not parse.</summary>
    public static string DescribeSyntax(string file, Exception e) => e.InnerException is ParseErrorException { LineNumber: > 0 } parse
        ? $"{file}:{parse.LineNumber}:{parse.Column + 1}: SyntaxError: {Clip(parse.Description)}."
        : $"{file}: SyntaxError: {WhyNotPrepared(e)}.";

    /// <summary>A turn, or the evaluation of the module, failed.</summary>
    /// <param name="script">The script's own path, when the failure tells no place.</param>
    /// <param name="budget">What the turn might use.</param>
    /// <param name="e">The failure.</param>
    /// <param name="place">Where it happened, as <c>file:line:column</c>, if known.</param>
    public static string Describe(string script, ScriptBudget budget, Exception e, string? place = null) => e switch
    {
        ScriptLoadException => e.Message,
        JavaScriptException js => $"{place ?? script}: {Describe(js.Error)}",
        PromiseRejectedException rejected => $"{place ?? script}: {Describe(rejected.RejectedValue)}",
        RegexMatchTimeoutException => $"{place ?? script}: a regular expression took longer than script.regexTimeout ({budget.RegexTimeout.TotalMilliseconds:0} ms).",
        BudgetException => $"{place ?? script}: {e.Message}.",
        TimeoutException => $"{place ?? script}: the turn took longer than script.turnTimeout ({budget.TurnTimeout.TotalMilliseconds:0} ms) and was cut off.",
        MemoryLimitExceededException => $"{place ?? script}: the turn used more than script.memory ({budget.Memory >> 20} MiB) and was cut off.",
        ScriptPreparationException => DescribeSyntax(script, e), // a part of the source that is prepared when it is first met
        RecursionDepthOverflowException => $"{place ?? script}: a function called itself more often than script.recursion allows ({budget.Recursion}).",
        InsufficientExecutionStackException => $"{place ?? script}: calls within calls went deeper than the stack holds.",
        JintException => $"{place ?? script}: {Clip(e.Message).TrimEnd('.')}.",
        _ => $"{place ?? script}: the engine failed here, and the turn ended; please report it with the script.",
    };

    /// <summary>A thrown or rejected value with its causes, as <c>TypeError: x is not a function.</c> Runs no script.</summary>
    public static string Describe(JsValue error) => Describe(error, MaxCauses);

    private static string Describe(JsValue error, int causes)
    {
        if (error is not ObjectInstance thrown || !IsError(thrown)) return $"threw {Clip(ValueText.Format([error]))}";

        var text = DataOnly.FirstLine(thrown);
        if (!text.EndsWith('.')) text += ".";
        if (causes == 0) return text;
        if (DataOnly.Own(thrown, "cause") is var cause && !cause.IsUndefined()) text += $" Caused by {Located(cause, causes - 1)}";
        if (DataOnly.Own(thrown, "errors") is JsArray { Length: > 0 } errors)
            text += string.Concat(Enumerable.Range(0, (int)Math.Min(errors.Length, MaxCauses)).Select(i => $" One of {errors.Length}: {Located(DataOnly.Own(errors, JsNumber.Create(i)), causes - 1)}"));
        return Clip(text, MaxLength * 2);
    }

    private static string Located(JsValue error, int causes) =>
        PlaceOf(error) is { } place ? $"{place}: {Describe(error, causes)}" : Describe(error, causes);

    /// <summary>What has the two properties of errors is one for the log, whatever made it.</summary>
    private static bool IsError(ObjectInstance value) =>
        value is JsError || (DataOnly.Text(value, "name", 1) is not null && DataOnly.Text(value, "message", 1) is not null);

    /// <summary>The first place in a stack that is the script's own.</summary>
    public static string? Place(string? stack) => stack is null ? null : StackPlace().Matches(stack)
        .Select(match => match.Groups["place"].Value)
        .FirstOrDefault(place => !EmbeddedScripts.Names.Any(name => place.StartsWith($"{name}:", StringComparison.Ordinal)));

    /// <summary>Where an error was made, if it is one.</summary>
    public static string? PlaceOf(JsValue error) =>
        Place(StackTraces.Of(error));

    /// <summary>Where a value was thrown.</summary>
    public static string? PlaceOf(Engine engine, JavaScriptException e) => Place(StackTraces.Of(engine, e))
        ?? (e.Location.SourceFile is { Length: > 0 } ? ScriptPlace.Text(e.Location) : null);

    [GeneratedRegex(@"^\s*at (?:.*\()?(?<place>.+:\d+:\d+)\)?\s*$", RegexOptions.Multiline)]
    private static partial Regex StackPlace();

    /// <summary>The engine looks at its own depth, or at the stack; which comes first depends on the thread.</summary>
    private static string WhyNotPrepared(Exception e) =>
        (e.InnerException ?? e) is InsufficientExecutionStackException || e.Message.Contains("nesting exceeds", StringComparison.Ordinal)
            ? "the source is nested too deeply; the engine accepts some 250 levels, and as many terms of one expression"
            : Clip(e.Message).TrimEnd('.');

    private static string Clip(string text, int length = MaxLength) => text.Length <= length ? text : text[..length] + "…";
}
