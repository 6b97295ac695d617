using System.Text.RegularExpressions;
using Acornima;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace ScriptWs.Testing.JavaScript;

/// <summary>Errors of steps files as their authors read them.</summary>
internal static partial class ScriptErrors
{
    /// <summary>A value that a step threw.</summary>
    public static ScriptStepException Of(JsValue error)
    {
        if (error is not ObjectInstance thrown || !thrown.HasProperty("message")) return new ScriptStepException("Error", $"threw {error}", $"threw {error}");

        var (type, message) = (thrown.Get("name").ToString(), thrown.Get("message").ToString());
        var frames = string.Join('\n', Frames(thrown.Get("stack").ToString()));
        var cause = thrown.Get("cause") is ObjectInstance reason && reason.HasProperty("message") ? $"\ncaused by {reason.Get("name")}: {reason.Get("message")}" : "";
        return new ScriptStepException(type, message, (frames == "" ? $"{type}: {message}" : $"{type}: {message}\n{frames}") + cause);
    }

    /// <summary>A limit was met at the place that this stack begins with.</summary>
    public static ScriptStepException At(string? stack, string message, string type = "RangeError")
    {
        var frame = Frames(stack ?? "").FirstOrDefault();
        return new ScriptStepException(type, message, frame is null ? $"{type}: {message}" : $"{type}: {message}\n{frame}");
    }

    /// <summary>Why a steps file does not load: where, and what is wrong.</summary>
    public static string Sentence(string file, Exception e)
    {
        if (Inner<ParseErrorException>(e) is { LineNumber: > 0 } parse) return $"{file}:{parse.LineNumber}:{parse.Column + 1}: SyntaxError: {parse.Description}.";
        if (e is TimeoutException) return $"{file}: the file keeps the engine busy and does not end; define steps there, and let them do the work.";
        var error = e switch
        {
            JavaScriptException js => Of(js.Error),
            PromiseRejectedException rejected => Of(rejected.RejectedValue),
            _ => e,
        };
        if (Loading().Match(error.Message) is { Success: true } loading) return $"{loading.Groups["place"].Value}: SyntaxError: {loading.Groups["text"].Value.TrimEnd('.')}.";
        var place = error is ScriptStepException step && PlaceIn(step.Trace) is { } found ? found : file;
        var text = error is ScriptStepException { Type: var type } ? $"{type}: {error.Message}" : error.Message;
        return $"{place}: {text}{(text.EndsWith('.') ? "" : ".")}";
    }

    /// <summary>The first place in a stack that is not the harness's own, as file, line.</summary>
    public static (string File, int Line)? CallerIn(string stack) =>
        Frames(stack).Select(frame => Place().Match(frame)).Where(match => match.Success)
            .Select(match => ((string, int)?)(match.Groups["file"].Value, int.Parse(match.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture))).FirstOrDefault();

    private static string? PlaceIn(string trace) => Place().Match(trace) is { Success: true } match ? $"{match.Groups["file"].Value}:{match.Groups["line"].Value}:{match.Groups["column"].Value}" : null;

    private static IEnumerable<string> Frames(string stack) =>
        stack.Split('\n').Where(line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal) && !line.Contains(StepModuleLoader.OwnPrefix, StringComparison.Ordinal))
            .Select(line => $"    {Applied().Replace(line.Trim(), "at ${place}")}");

    private static T? Inner<T>(Exception? e) where T : Exception
    {
        for (; e is not null; e = e.InnerException)
            if (e is T found) return found;
        return null;
    }

    /// <summary>The frame in which the harness calls a step: its function has no name of its own.</summary>
    [GeneratedRegex(@"^at apply \((?<place>.*)\)$")]
    private static partial Regex Applied();

    /// <summary>What the engine says of a module that does not parse.</summary>
    [GeneratedRegex(@"^Error while loading module: (?:error in module '[^']*': )?(?<text>.*) \((?<place>[^()]+:\d+:\d+)\)\.?$", RegexOptions.Singleline)]
    private static partial Regex Loading();

    [GeneratedRegex(@"at (?:.*\()?(?<file>[^()\s]+):(?<line>\d+):(?<column>\d+)\)?\s*$", RegexOptions.Multiline)]
    private static partial Regex Place();
}
