using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.JUnit;

/// <summary>What went wrong beside the scenarios, as test cases, so that it is seen although it is no scenario.</summary>
internal static class JUnitProblems
{
    public static IEnumerable<JUnitCase> Of(RunRecord run)
    {
        if (run.Finished is null)
            yield return Error("The run", "did not finish", null);
        else if (run.Finished.Exception is not null || !string.IsNullOrEmpty(run.Finished.Message))
            yield return Error("The run", run.Finished.Message ?? run.Finished.Exception!.Message, FailureText.Trace(run.Finished.Exception));

        foreach (var (index, hook) in run.RunHooks.Index())
        {
            if (hook.Result.Status == TestStepResultStatus.FAILED)
                yield return Error($"Hook {index + 1} {HookWords.When(hook.Hook)} {hook.Hook?.Name}".TrimEnd(), FailureText.Message(hook.Result), FailureText.Trace(hook.Result.Exception));
        }

        foreach (var type in run.UndefinedParameterTypes)
            yield return Error($"Parameter type {type.Name}", "is not defined", type.Expression);
    }

    public static JUnitCase Of(ParseError error, string feature) => new(feature, $"Line {error.Source?.Location?.Line}", JUnitVerdict.Error)
    {
        File = error.Source?.Uri,
        Line = error.Source?.Location?.Line,
        Message = FailureText.Headline(error.Message),
        Type = "cannot be read",
        Details = $"\n{error.Message}\n",
    };

    private static JUnitCase Error(string name, string? message, string? details) => new("Run", name, JUnitVerdict.Error)
    {
        Message = FailureText.Headline(message),
        Type = "failed",
        Details = $"\n{message}\n{details}\n",
    };
}
