using System.Text;

namespace ScriptWs.Testing.Failures;

/// <summary>Errors as people read them: what a step states, without the harness's own frames.</summary>
internal static class ErrorText
{
    /// <summary>Says its own type and place: an error of a script.</summary>
    public interface IScriptError
    {
        string Type { get; }

        string Trace { get; }
    }

    /// <summary>The type as messages name it; those of pending and skipped steps are Cucumber's, whatever the language.</summary>
    public static string TypeOf(Exception error) => error switch
    {
        IScriptError script => script.Type,
        PendingStepException => "PendingException",
        SkipStepException => "SkippedException",
        _ => error.GetType().FullName!,
    };

    public static string Of(Exception error)
    {
        if (error is IScriptError script) return script.Trace;
        if (error is StepFailedException or TimeoutException or PendingStepException or SkipStepException) return error.Message;

        var text = new StringBuilder($"{error.GetType().Name}: {error.Message}");
        foreach (var line in (error.StackTrace ?? "").Split('\n').Select(line => line.TrimEnd()).Where(IsTheirs)) text.Append('\n').Append(line);
        if (error.InnerException is { } inner) text.Append("\n--> ").Append(Of(inner));
        return text.ToString();
    }

    private static bool IsTheirs(string line) =>
        line != "" && !line.Contains(" ScriptWs.Testing.Steps.", StringComparison.Ordinal) && !line.Contains(" ScriptWs.Testing.Running.", StringComparison.Ordinal)
        && !line.Contains(" System.Reflection.", StringComparison.Ordinal) && !line.Contains(" System.RuntimeMethodHandle.", StringComparison.Ordinal)
        && !line.Contains("--- End of stack trace", StringComparison.Ordinal) && !line.Contains("InvokeStub_", StringComparison.Ordinal);
}
