using System.Globalization;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>A status as a sign and a word; the style may hide the word from eyes, never from screen readers.</summary>
internal static class HtmlStatus
{
    public static void Write(HtmlWriter html, TestStepResultStatus status) => html.Write(
        $"<span class=\"status {Class(status)}\"><span class=\"sign\" aria-hidden=\"true\">{status.Sign()}</span><span class=\"word\"> {status.Word()}</span></span>");

    /// <summary>The style's name for a status.</summary>
    public static string Class(TestStepResultStatus status) => status.Word().Replace(' ', '-');

    /// <summary>The names of all statuses that occur, for filters.</summary>
    public static string Classes(IEnumerable<ScenarioOutcome> outcomes) =>
        string.Join(' ', outcomes.Select(outcome => outcome.Status).DefaultIfEmpty().Distinct().Order().Select(Class));

    /// <summary>The worst status of some scenarios.</summary>
    public static TestStepResultStatus Worst(IEnumerable<ScenarioOutcome> outcomes) =>
        outcomes.Select(outcome => outcome.Status).DefaultIfEmpty().Max();

    public static string Duration(TimeSpan time) =>
        time.TotalMilliseconds < 1000 ? Invariant($"{time.TotalMilliseconds:0.#} ms")
        : time.TotalSeconds < 60 ? Invariant($"{time.TotalSeconds:0.0} s")
        : Invariant($"{(int)time.TotalMinutes} min {time.Seconds} s");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
