using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Pretty;

/// <summary>What is wrong outside of scenarios.</summary>
internal static class PrettyProblems
{
    public static void Write(PrettyPen pen, ParseError error)
    {
        var place = error.Source.Location is { } at ? $"{error.Source.Uri}:{at.Line}" : error.Source.Uri;
        pen.Line(TestStepResultStatus.FAILED, $"✗ {place}: {WithoutPlace(error.Message)}");
    }

    public static void Write(PrettyPen pen, UndefinedParameterType type) => pen.Line(
        TestStepResultStatus.UNDEFINED,
        $"? \"{type.Expression}\": there is no parameter type {{{type.Name}}}; define it with defineParameterType, or escape the brace: \\{{{type.Name}}}");

    public static void Write(PrettyPen pen, RunHookOutcome hook)
    {
        pen.Line(TestStepResultStatus.FAILED, $"✗ {HookWords.When(hook.Hook)} ({SourceWords.Of(hook.Hook?.SourceReference)})");
        pen.Block(6, hook.Result.Message ?? "", TestStepResultStatus.FAILED);
    }

    /// <summary>The parser begins its messages with (line:column), which the place says already.</summary>
    private static string WithoutPlace(string message) => message.StartsWith('(') && message.IndexOf("): ", StringComparison.Ordinal) is > 0 and var end ? message[(end + 3)..] : message;
}
