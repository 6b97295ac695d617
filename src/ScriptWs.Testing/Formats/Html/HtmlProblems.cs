using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>What needs a person, before anything else: documents that cannot be read, hooks that failed, scenarios that did not pass.</summary>
internal static class HtmlProblems
{
    public static void Write(HtmlContext context)
    {
        var run = context.Run;
        var hooks = run.RunHooks.Where(hook => hook.Result.Status != TestStepResultStatus.PASSED || hook.Attachments.Count > 0).ToList();
        var scenarios = context.All.Where(outcome => outcome.Status > TestStepResultStatus.SKIPPED).OrderByDescending(outcome => outcome.Status).ToList();
        var runFailed = run.Finished is null || run.Finished.Exception is not null || !string.IsNullOrEmpty(run.Finished.Message);
        var isWrong = runFailed || run.ParseErrors.Count + run.UndefinedParameterTypes.Count + scenarios.Count > 0
            || hooks.Exists(hook => hook.Result.Status != TestStepResultStatus.PASSED);
        if (!isWrong && hooks.Count == 0)
            return;

        var html = context.Html;
        html.Write($"<section class=\"problems\" id=\"_problems\">\n<h2>{(isWrong ? "What needs a look" : "Around the run")}</h2>\n");
        if (runFailed)
            WriteRun(html, run.Finished);
        WriteDocuments(html, run);
        foreach (var hook in hooks)
            WriteHook(html, hook);
        if (scenarios.Count > 0)
            WriteScenarios(context, scenarios);
        html.Write($"</section>\n");
    }

    private static void WriteRun(HtmlWriter html, TestRunFinished? finished)
    {
        html.Write($"<div class=\"problem\"><p>{(finished is null ? "The run did not finish; this is what it did until then." : "The run failed.")}</p>");
        HtmlFailure.Write(html, finished?.Message, finished?.Exception);
        html.Write($"</div>\n");
    }

    private static void WriteDocuments(HtmlWriter html, RunRecord run)
    {
        foreach (var error in run.ParseErrors)
        {
            html.Write($"<div class=\"problem\"><p><span class=\"place\">{SourceWords.Of(error.Source)}</span> cannot be read.</p>");
            HtmlFailure.Write(html, error.Message, null);
            html.Write($"</div>\n");
        }

        foreach (var type in run.UndefinedParameterTypes)
            html.Write($"<div class=\"problem\"><p>The parameter type <code>{type.Name}</code> of <code>{type.Expression}</code> is not defined.</p></div>\n");
    }

    private static void WriteHook(HtmlWriter html, RunHookOutcome hook)
    {
        html.Write($"<div class=\"problem\"><p>Hook ");
        HtmlHook.WriteName(html, hook.Hook);
        html.Write($" ");
        HtmlStatus.Write(html, hook.Result.Status);
        html.Write($"</p>");
        HtmlFailure.Write(html, hook.Result);
        HtmlAttachment.Write(html, hook.Attachments, isOpen: true);
        html.Write($"</div>\n");
    }

    private static void WriteScenarios(HtmlContext context, List<ScenarioOutcome> scenarios)
    {
        var html = context.Html;
        html.Write($"<ol class=\"links\">\n");
        foreach (var rows in scenarios.GroupBy(outcome => outcome.ScenarioId))
        {
            var worst = rows.First();
            html.Write($"<li>");
            HtmlStatus.Write(html, worst.Status);
            html.Write($" ");
            HtmlLink.Write(context, worst);
            if (rows.Count() > 1)
                html.Write($" <span class=\"place\">{rows.Count()} examples</span>");
            if (worst.Last?.Decisive?.Result is { } result && FailureText.Headline(FailureText.Message(result)) is { Length: > 0 } headline)
                html.Write($"\n<span class=\"headline\">{headline}</span>");
            html.Write($"</li>\n");
        }

        html.Write($"</ol>\n");
    }
}
